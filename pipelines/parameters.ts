/** What a caller may set; everything else follows from the posts. */
export type PipelineOptions = {
  readonly seed?: number;
  /** Exactly this many clusters, every post placed. Without it number and size come from the posts. */
  readonly clusterCount?: number | null;
  /** Smaller groups stay unplaced. */
  readonly minClusterSize?: number;
};

/** All constants of a run, as they are reported with its result. */
export type PipelineParameters = {
  readonly seed: number;
  readonly clusterCount: number | null;
  readonly minClusterSize: number;
  readonly hashedWidth: number;
  readonly topicalWidth: number;
  readonly literalShare: number;
  readonly neighbourCount: number;
  /** Louvain resolution per post: micro-clusters keep their size as a community grows. */
  readonly resolutionPerPost: number;
  readonly mergeSimilarity: number;
  /** Posts stay unplaced whose standing against chance and that of their cluster add up to less (see `unplaceOutliers`). */
  readonly minStanding: number;
};

/** Below this many posts nothing can recur often enough to be told from chance. */
export const FEWEST_POSTS = 10;

const DEFAULTS = {
  seed: 1,
  clusterCount: null,
  minClusterSize: 3,
  hashedWidth: 256,
  topicalWidth: 192,
  literalShare: 0.6,
  neighbourCount: 15,
  resolutionPerPost: 0.01,
  mergeSimilarity: 0.4,
  minStanding: 1.8,
} as const satisfies PipelineParameters;

export function resolveParameters(options: PipelineOptions): PipelineParameters {
  return {
    ...DEFAULTS,
    seed: options.seed ?? DEFAULTS.seed,
    clusterCount: options.clusterCount ?? null,
    minClusterSize: Math.max(2, options.minClusterSize ?? DEFAULTS.minClusterSize),
  };
}
