import { eq, sql } from 'drizzle-orm';
import { type EventCause, pushes } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError, isAppError } from '#server/errors.ts';
import { openTarget, type TargetDeps } from '#server/targets/open-target.ts';
import { applyReading } from './apply-reading.ts';

/** How long to leave a tracker alone that did not answer, in minutes. */
const RETRY_MINUTES = 5;

/**
 * Asks the tracker how one issue stands and takes it over.
 * @throws AppError `conflict` for a push without an issue. What the tracker does wrong is noted on the push instead.
 */
export async function lookAtIssue(
  deps: TargetDeps & { readonly db: Database },
  { pushId, cause }: { pushId: number; cause: EventCause },
): Promise<void> {
  const { db } = deps;
  const [push] = await db.select().from(pushes).where(eq(pushes.id, pushId));
  if (!push) throw new AppError('not_found', `There is no push ${pushId}.`);
  const { issueId: id, issueNumber: number, issueApiUrl: apiUrl } = push;
  if (push.status !== 'created' || id === null || number === null) {
    throw new AppError('conflict', 'This push has no issue yet.');
  }
  try {
    const { adapter, connection, close } = await openTarget(deps, { targetId: push.targetId });
    try {
      const reading = await adapter.readIssue(connection, { id, number, apiUrl });
      if (reading.kind === 'issue' || reading.kind === 'gone')
        return await applyReading({ db }, { pushId, reading, cause });
      await noteFailure(
        db,
        pushId,
        reading.message,
        reading.kind === 'wait' ? reading.retryAfterMs / 60_000 : RETRY_MINUTES,
      );
    } finally {
      await close();
    }
  } catch (error) {
    // A target without a token, say: the page shows it, and other issues are looked at all the same.
    if (!isAppError(error)) throw error;
    await noteFailure(db, pushId, error.message, 60);
  }
}

async function noteFailure(db: Database, pushId: number, message: string, minutes: number): Promise<void> {
  const lookAt = sql`now() + make_interval(secs => ${Math.ceil(minutes * 60)}::int)`;
  await db.update(pushes).set({ lookFailure: message, lookAt }).where(eq(pushes.id, pushId));
}
