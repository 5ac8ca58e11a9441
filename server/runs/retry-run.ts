import { and, eq, inArray } from 'drizzle-orm';
import { runs } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { isUniqueViolation } from '#server/database/is-unique-violation.ts';
import { AppError } from '#server/errors.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import { getRun } from './get-run.ts';
import type { Run } from './run.ts';

/**
 * Queues a failed or cancelled run again; it goes on from its checkpoint.
 * @throws AppError `conflict` when the run is not over, or succeeded.
 */
export async function retryRun({ db, jobs }: { db: Database; jobs: Jobs }, { runId }: { runId: number }): Promise<Run> {
  const retried = db.transaction(async (tx) => {
    const [run] = await tx
      .update(runs)
      .set({
        status: 'queued',
        failureCode: null,
        failureMessage: null,
        cancelRequestedAt: null,
        finishedAt: null,
        leaseToken: null,
        notBeforeAt: null,
      })
      .where(and(eq(runs.id, runId), inArray(runs.status, ['failed', 'cancelled'])))
      .returning();
    if (!run) {
      const current = await getRun({ db: tx }, { runId });
      throw new AppError(
        'conflict',
        `Run ${runId} is ${current.status}; only failed or cancelled runs can be retried.`,
      );
    }
    await jobs.enqueue(tx, run.id);
    return run;
  });
  return retried.catch((error: unknown) => {
    if (!isUniqueViolation(error, 'runs_one_clustering')) throw error;
    throw new AppError(
      'conflict',
      'Clusters are being found already by another run. Wait for it to end, or cancel it.',
    );
  });
}
