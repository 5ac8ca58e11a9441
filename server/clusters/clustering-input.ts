import { z } from 'zod';

/**
 * `full`: clusters are found in all posts. `placing`: posts that are new or were edited since the current run are placed
 * into the clusters that there are; where that cannot be, the run is a full one.
 */
export const CLUSTERING_MODES = ['full', 'placing'] as const;
export type ClusteringMode = (typeof CLUSTERING_MODES)[number];

/** What a clustering run may be told; without it the posts decide. */
export const ClusteringInput = z.strictObject({
  mode: z.enum(CLUSTERING_MODES).optional(),
  seed: z.int().min(0).max(4294967295).optional(),
  clusterCount: z.int().min(1).max(5000).nullish(),
  minClusterSize: z.int().min(2).max(1000).optional(),
  /** Set while it works, when posts came in that it may not have read: a run for them follows. */
  thenPlace: z.boolean().optional(),
});
export type ClusteringInput = z.infer<typeof ClusteringInput>;

/** What a run of a mode is called. */
export function nameMode(mode: ClusteringMode): string {
  return mode === 'placing' ? 'Place new posts' : 'Find clusters';
}
