import { z } from 'zod';
import { IMPORT_WARNINGS } from './map-record.ts';

/** Said of rows whose id stood in the same import before. */
export const REPEATED_SENTENCE = 'The id stood further up in the file; the later row counts.';

const Count = z.number().int().min(0).default(0);
/** How far a run has come, and what came of it so far; the run's result when it has ended. */
export const ImportProgress = z.object({
  /** Records of the file that are dealt with: stored, unchanged or rejected. */
  readCount: Count,
  rejectedCount: Count,
  createdCount: Count,
  editedCount: Count,
  updatedCount: Count,
  unchangedCount: Count,
  deletedCount: Count,
  /** Stored posts of which a record said that they were deleted at their source. */
  erasedCount: Count,
  /** Of those edited or updated: how many ids stood in this import before. */
  repeatedCount: Count,
  /** How often each warning was given. */
  warnings: z
    .partialRecord(z.enum(Object.keys(IMPORT_WARNINGS) as (keyof typeof IMPORT_WARNINGS)[]), Count)
    .default({}),
});
export type ImportProgress = z.infer<typeof ImportProgress>;
