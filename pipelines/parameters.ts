import type { KindCorrection } from './kinds/correction.ts';
import type { Pool } from './pool.ts';
import type { ToldPosts } from './tell-posts.ts';

/** What a caller may set; everything else follows from the posts. */
export type PipelineOptions = {
  readonly seed?: number;
  /** Exactly this many clusters, every post placed. Without it number and size come from the posts. */
  readonly clusterCount?: number | null;
  /** Smaller groups stay unplaced. */
  readonly minClusterSize?: number;
  /** Of more posts than this a part is compared with one another, and the rest is placed beside it. */
  readonly mostCompared?: number;
  /** `false`: kinds and tellings of use are not looked for, every post is 'other'. */
  readonly tellsKinds?: boolean;
  /** What `tellPosts` told of the same posts elsewhere, in another thread perhaps: asked for when nothing else is left to do. */
  readonly told?: () => ToldPosts;
  /** Threads that help; without it all is done in this one. The result is the same. */
  readonly pool?: Pool;
  /** What people put right about the kinds of posts. */
  readonly kindCorrections?: readonly KindCorrection[];
};

/** All constants of a run, as they are reported with its result. */
export type PipelineParameters = {
  readonly seed: number;
  readonly clusterCount: number | null;
  readonly minClusterSize: number;
  readonly mostCompared: number;
  /** So many posts are compared with all others; of more each meets a part, the most likely ones. */
  readonly mostExact: number;
  readonly hashedWidth: number;
  readonly topicalWidth: number;
  /** Language of the word vectors that were given, ISO 639-1. */
  readonly wordVectors: string | null;
  /** Name of the model whose vectors of whole posts were given; no word vectors are read then. */
  readonly postVectors: string | null;
  /** Similarities of posts whose words' meanings are known spread wider than those of other posts. */
  readonly withMeaning: ViewParameters;
  readonly withoutMeaning: ViewParameters;
  readonly neighbourCount: number;
  /** Louvain resolution per post: micro-clusters keep their size as a community grows. */
  readonly resolutionPerPost: number;
  /** Posts stay unplaced whose standing against chance and a share of their cluster's add up to less (see `createCompany`). */
  readonly minStanding: number;
};

/** What depends on whether the meanings of most posts' words are known. */
export type ViewParameters = {
  /** How much the literal, the topical and the semantic view count; they add up to 1. */
  readonly shares: readonly [literal: number, topical: number, semantic: number];
  /** Micro-clusters whose posts are at least this alike in the mean are one cluster. */
  readonly mergeSimilarity: number;
};

/** Below this many posts nothing can recur often enough to be told from chance. */
export const FEWEST_POSTS = 10;

const DEFAULTS = {
  seed: 1,
  wordVectors: null,
  postVectors: null,
  clusterCount: null,
  minClusterSize: 3,
  mostCompared: 100_000,
  mostExact: 11_000,
  hashedWidth: 256,
  topicalWidth: 192,
  withMeaning: { shares: [0.3, 0.2, 0.5], mergeSimilarity: 0.54 },
  withoutMeaning: { shares: [0.6, 0.4, 0], mergeSimilarity: 0.3 },
  neighbourCount: 15,
  resolutionPerPost: 0.01,
  minStanding: 1.2,
} as const satisfies PipelineParameters;

/** So many posts are compared with all others where the number of clusters is told. */
const MOST_EXACT_TOLD = 20_000;
/** Of more than these so many are learned from, and at least so many for each cluster. */
const LEARNED = { ofMore: 12_000, perCluster: 20 } as const;

export function resolveParameters(
  options: PipelineOptions,
  { wordVectors = null, postVectors = null }: { wordVectors?: string | null; postVectors?: string | null } = {},
): PipelineParameters {
  return {
    ...DEFAULTS,
    wordVectors,
    postVectors,
    seed: options.seed ?? DEFAULTS.seed,
    clusterCount: options.clusterCount ?? null,
    minClusterSize: Math.max(2, options.minClusterSize ?? DEFAULTS.minClusterSize),
    mostCompared: options.mostCompared ?? DEFAULTS.mostCompared,
    mostExact: (options.clusterCount ?? null) === null ? DEFAULTS.mostExact : MOST_EXACT_TOLD,
  };
}

/** How many of so many different posts are compared with one another; the others are placed beside them. */
export function countCompared(rowCount: number, { clusterCount, mostCompared, mostExact }: PipelineParameters): number {
  if (clusterCount === null) return Math.min(rowCount, mostCompared);
  if (rowCount <= mostExact) return rowCount;
  return Math.min(rowCount, Math.max(LEARNED.ofMore, LEARNED.perCluster * clusterCount));
}
