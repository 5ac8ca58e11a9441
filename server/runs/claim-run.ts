import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { runs } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import type { Run } from './run.ts';

/** A worker that has not been heard of for this long is taken for dead. Heartbeats come every five seconds. */
export const STALE_AFTER_SECONDS = 45;

/** Takes a run for one worker, if it waits or its worker is dead. @returns null when somebody else has it, or it ended. */
export async function claimRun(
  { db }: { db: Database },
  { runId, leaseToken }: { runId: number; leaseToken: string },
): Promise<Run | null> {
  const [run] = await db
    .update(runs)
    .set({
      status: 'running',
      leaseToken,
      heartbeatAt: sql`now()`,
      startedAt: sql`coalesce(${runs.startedAt}, now())`,
      attemptCount: sql`${runs.attemptCount} + 1`,
      notBeforeAt: null,
    })
    .where(
      and(
        eq(runs.id, runId),
        or(
          and(eq(runs.status, 'queued'), or(isNull(runs.notBeforeAt), lt(runs.notBeforeAt, sql`now()`))),
          and(
            eq(runs.status, 'running'),
            lt(runs.heartbeatAt, sql`now() - make_interval(secs => ${STALE_AFTER_SECONDS})`),
          ),
        ),
      ),
    )
    .returning();
  return run ?? null;
}
