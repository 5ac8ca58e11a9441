import { eq, sql } from 'drizzle-orm';
import { pushes, runs } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { isUniqueViolation } from '#server/database/is-unique-violation.ts';
import { AppError } from '#server/errors.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import { createRun } from '#server/runs/create-run.ts';
import { getPush } from './get-push.ts';
import type { Push } from './push.ts';

/**
 * Takes up a push that came to rest without an issue. What was rejected is sent again; what is not known is looked for
 * first, as always.
 * @throws AppError `conflict` when it is under way, has arrived, or another push of the report took its place.
 */
export async function retryPush(
  { db, jobs }: { db: Database; jobs: Jobs },
  { pushId, actor }: { pushId: number; actor: Actor },
): Promise<Push> {
  try {
    return await db.transaction(async (tx) => {
      const push = await lockPush(tx, pushId);
      if (push.status === 'created') throw new AppError('conflict', `The issue is already there: ${push.issueUrl}`);
      if (push.runStatus === 'queued' || push.runStatus === 'running') {
        throw new AppError('conflict', 'This push is already on its way.');
      }
      const run = await createRun(
        { tx, jobs },
        { kind: 'push', title: push.runTitle, input: { pushId }, createdById: actor.userId },
      );
      // `sending` and `unknown` stay as they are: the tracker is asked first. So it is after more than one attempt,
      // because an earlier one was in doubt then.
      const isAsked = push.status === 'sending' || push.status === 'unknown' || push.attemptCount > 1;
      await tx
        .update(pushes)
        .set({
          runId: run.id,
          status: push.status === 'sending' ? 'sending' : isAsked ? 'unknown' : 'pending',
          // Two are enough to remember that there may be more than one issue.
          attemptCount: Math.min(push.attemptCount, 2),
          failureCode: null,
          failureMessage: null,
          updatedAt: sql`now()`,
        })
        .where(eq(pushes.id, pushId));
      return getPush({ db: tx }, { pushId });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'Another push of this report to the same target has taken its place.');
  }
}

async function lockPush(tx: Queryable, pushId: number) {
  const [push] = await tx.select().from(pushes).where(eq(pushes.id, pushId)).for('update');
  if (!push) throw new AppError('not_found', `There is no push ${pushId}.`);
  const [run] = push.runId
    ? await tx.select({ status: runs.status, title: runs.title }).from(runs).where(eq(runs.id, push.runId))
    : [];
  return { ...push, runStatus: run?.status ?? null, runTitle: run?.title ?? `Push "${push.title.slice(0, 80)}"` };
}
