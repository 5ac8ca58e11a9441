import { eq, sql } from 'drizzle-orm';
import { pushes, runs } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import { createRun } from '#server/runs/create-run.ts';
import { getPush } from './get-push.ts';
import { UNCONFIRMED } from './held-push.ts';
import type { Push } from './push.ts';

/**
 * "Create anyway": a person has looked in the tracker and takes it on themselves that the lost issue is not there. Should
 * it turn up after all, the newer one is closed as its duplicate.
 * @throws AppError `conflict` unless the push waits for this very word.
 */
export async function sendPushAgain(
  { db, jobs }: { db: Database; jobs: Jobs },
  { pushId, actor }: { pushId: number; actor: Actor },
): Promise<Push> {
  return db.transaction(async (tx) => {
    const [push] = await tx.select().from(pushes).where(eq(pushes.id, pushId)).for('update');
    if (!push) throw new AppError('not_found', `There is no push ${pushId}.`);
    if (push.status !== 'unknown' || push.failureCode !== UNCONFIRMED) {
      throw new AppError('conflict', 'This push does not wait for a decision. Reload to see where it stands.');
    }
    const [last] = push.runId ? await tx.select({ title: runs.title }).from(runs).where(eq(runs.id, push.runId)) : [];
    const run = await createRun(
      { tx, jobs },
      {
        kind: 'push',
        title: last?.title ?? `Push "${push.title.slice(0, 80)}"`,
        input: { pushId },
        createdById: actor.userId,
      },
    );
    await tx
      .update(pushes)
      .set({ status: 'pending', runId: run.id, failureCode: null, failureMessage: null, updatedAt: sql`now()` })
      .where(eq(pushes.id, pushId));
    return getPush({ db: tx }, { pushId });
  });
}
