import { z } from 'zod';

/** What a clustering run may be told; without it the posts decide. */
export const ClusteringInput = z.strictObject({
  seed: z.int().min(0).max(4294967295).optional(),
  clusterCount: z.int().min(1).max(5000).nullish(),
  minClusterSize: z.int().min(2).max(1000).optional(),
});
export type ClusteringInput = z.infer<typeof ClusteringInput>;
