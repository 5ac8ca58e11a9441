import { and, eq, inArray, sql } from 'drizzle-orm';
import { runs } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { getRun } from './get-run.ts';
import type { Run } from './run.ts';

/**
 * Ends a waiting run at once and asks a working one to stop at its next step; what it committed so far stays.
 * Cancelling a cancelled run changes nothing.
 * @throws AppError `conflict` when the run has already ended another way.
 */
export async function cancelRun({ db }: { db: Queryable }, { runId }: { runId: number }): Promise<Run> {
  await db
    .update(runs)
    .set({ status: 'cancelled', cancelRequestedAt: sql`now()`, finishedAt: sql`now()`, leaseToken: null })
    .where(and(eq(runs.id, runId), inArray(runs.status, ['queued', 'running'])));
  const run = await getRun({ db }, { runId });
  if (run.status !== 'cancelled') {
    throw new AppError('conflict', `Run ${runId} has already ended (${run.status}), so it cannot be cancelled.`);
  }
  return run;
}
