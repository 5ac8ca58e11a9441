import { z } from 'zod';

const Count = z.number().int().min(0).default(0);

/** What came of an import, as its run keeps it. Also read from the checkpoint while it works. */
export const ImportResult = z.object({
  readCount: Count,
  createdCount: Count,
  editedCount: Count,
  updatedCount: Count,
  unchangedCount: Count,
  deletedCount: Count,
  erasedCount: Count,
  repeatedCount: Count,
  rejectedCount: Count,
  warnings: z.record(z.string(), z.number()).default({}),
  clusterRunId: z.number().nullish(),
});
export type ImportResult = z.infer<typeof ImportResult>;

const Placing = z.object({
  newPostCount: Count,
  editedPostCount: Count,
  placedPostCount: Count,
  clusterCount: Count,
});
const Drift = z.object({
  reason: z.enum(['growth', 'unplaced']),
  unplacedShare: z.number(),
  usualShare: z.number(),
});

export const ClusteringResult = z
  .object({
    inputSha256: z.string().optional(),
    seed: z.number().optional(),
    version: z.string().optional(),
    postCount: Count,
    clusterCount: Count,
    placedCount: Count,
    peakRssMb: z.number().optional(),
    timings: z.record(z.string(), z.number()).default({}),
    parameters: z.record(z.string(), z.unknown()).default({}),
    diff: z.unknown(),
    /** Of a run that placed posts into the clusters of an earlier one. */
    placing: Placing.optional(),
    fullRun: z.object({ id: z.number() }).optional(),
    drift: Drift.nullish(),
    /** The full run that follows it. */
    fullRunId: z.number().optional(),
  })
  .transform(({ diff, ...result }) => ({
    ...result,
    hasDiff: diff !== undefined,
    /** The outside model whose vectors were used, if any. */
    vectorsBy: typeof result.parameters.postVectors === 'string' ? result.parameters.postVectors : null,
  }));
export type ClusteringResult = z.infer<typeof ClusteringResult>;

export const PushResult = z.object({
  status: z.string().optional(),
  issueNumber: z.number().nullish(),
  issueUrl: z.string().nullish(),
});
