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
  repeatedCount: Count,
  rejectedCount: Count,
  warnings: z.record(z.string(), z.number()).default({}),
  clusterRunId: z.number().nullish(),
});
export type ImportResult = z.infer<typeof ImportResult>;

const Ids = z.array(z.number()).default([]);

export const ClusteringResult = z.object({
  inputSha256: z.string().optional(),
  seed: z.number().optional(),
  version: z.string().optional(),
  postCount: Count,
  clusterCount: Count,
  placedCount: Count,
  peakRssMb: z.number().optional(),
  timings: z.record(z.string(), z.number()).default({}),
  parameters: z.record(z.string(), z.unknown()).default({}),
  diff: z
    .object({
      previousRunId: z.number().nullable().default(null),
      newCount: Count,
      grownCount: Count,
      shrunkCount: Count,
      vanishedCount: Count,
      newIds: Ids,
      grownIds: Ids,
      shrunkIds: Ids,
      vanishedIds: Ids,
      movedPostCount: Count,
      placedPostCount: Count,
      unplacedPostCount: Count,
    })
    .optional(),
});
export type ClusteringResult = z.infer<typeof ClusteringResult>;

export const PushResult = z.object({
  status: z.string().optional(),
  issueNumber: z.number().nullish(),
  issueUrl: z.string().nullish(),
});

/** What each count of an import means, in the order people ask for them. Together they are all rows of the file. */
export function importOutcomes(result: ImportResult) {
  return [
    { label: 'New', count: result.createdCount, hint: 'posts that were not here before' },
    {
      label: 'Changed',
      count: result.editedCount + result.updatedCount,
      hint: 'known posts with new words, times or links; earlier words are kept',
    },
    { label: 'Unchanged', count: result.unchangedCount, hint: 'here already, just the same' },
    { label: 'Rejected', count: result.rejectedCount, hint: 'rows that are not posts; each is listed with its reason' },
    ...(result.deletedCount > 0
      ? [{ label: 'Left out', count: result.deletedCount, hint: 'their source had deleted them, so they stay away' }]
      : []),
  ];
}
