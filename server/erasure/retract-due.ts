import { eq, sql } from 'drizzle-orm';
import { pushes, retractions } from '#db/schema.ts';
import { eraseBody } from '#pipelines/erasure/erase-adf.ts';
import { eraseText } from '#pipelines/erasure/erase-text.ts';
import { readHashed } from '#pipelines/erasure/erased-matter.ts';
import type { Database } from '#server/database/database.ts';
import { isAppError } from '#server/errors.ts';
import { type OpenTarget, openTarget, type TargetDeps } from '#server/targets/open-target.ts';
import type { TrackerFailure } from '#server/trackers/tracker.ts';

const AT_ONCE = 5;
/** Whoever takes one has this long; after a crash another worker takes it then. */
const TAKEN_MINUTES = 5;
/** A tracker that refuses is asked again: tokens are renewed, repositories unarchived. */
const REFUSED_MINUTES = 60;

type Due = { readonly id: number; readonly pushId: number };
type Held = typeof retractions.$inferSelect & { readonly push: typeof pushes.$inferSelect };

/** Takes erased words out of the issues in which they stand, whatever else a person has changed there since. */
export async function retractDue(deps: TargetDeps & { readonly db: Database }): Promise<number> {
  const { rows } = await deps.db.execute<{ id: string; push_id: string }>(sql`
    with due as (
      select r.id from retractions r join pushes p on p.id = r.push_id
      where p.status = 'created' and r.not_before_at <= now()
      order by r.id
      for update of r skip locked
      limit ${AT_ONCE})
    update retractions r set not_before_at = now() + make_interval(mins => ${TAKEN_MINUTES}::int)
    from due where due.id = r.id
    returning r.id, r.push_id`);
  for (const { id, push_id: pushId } of rows) await retract(deps, { id: Number(id), pushId: Number(pushId) });
  return rows.length;
}

async function retract(deps: TargetDeps & { readonly db: Database }, { id, pushId }: Due): Promise<void> {
  const { db } = deps;
  const [row] = await db
    .select({ retraction: retractions, push: pushes })
    .from(retractions)
    .innerJoin(pushes, eq(pushes.id, retractions.pushId))
    .where(eq(retractions.id, id));
  if (!row) return;
  try {
    const target = await openTarget(deps, { targetId: row.push.targetId });
    try {
      const outcome = await writeAnew(target, { ...row.retraction, push: row.push });
      if (outcome === 'done' || outcome === 'gone') await finish(db, { id, pushId, isWritten: outcome === 'done' });
      else await postpone(db, { id, pushId }, outcome);
    } finally {
      await target.close();
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    await postpone(db, { id, pushId }, { kind: 'rejected', code: error.code, message: error.message });
  }
}

async function writeAnew(
  { adapter, connection }: OpenTarget,
  { push, fingerprints }: Held,
): Promise<'done' | 'gone' | TrackerFailure> {
  const { issueId, issueNumber } = push;
  if (issueId === null || issueNumber === null) return 'gone';
  const issue = { id: issueId, number: issueNumber, apiUrl: push.issueApiUrl };
  const reading = await adapter.readIssue(connection, issue);
  if (reading.kind === 'gone') return 'gone';
  if (reading.kind !== 'issue') return reading;
  const matter = readHashed(fingerprints);
  const title = eraseText(reading.title, matter);
  const body = eraseBody(reading.body, adapter.bodyFormat, matter);
  const isSame = body === reading.body || (adapter.bodyFormat === 'adf' && body === normalise(reading.body));
  if (title === reading.title && isSame) return 'done';
  const written = await adapter.updateIssue(connection, {
    issue: { ...issue, apiUrl: reading.apiUrl ?? issue.apiUrl },
    title,
    body,
  });
  return written.kind === 'written' ? 'done' : written;
}

function normalise(body: string): string {
  return body === '' ? '' : JSON.stringify(JSON.parse(body));
}

async function finish(db: Database, { id, pushId, isWritten }: Due & { isWritten: boolean }): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(retractions).where(eq(retractions.id, id));
    if (isWritten) await tx.update(pushes).set({ retractedAt: sql`now()` }).where(eq(pushes.id, pushId));
  });
}

async function postpone(db: Database, { id }: Due, outcome: TrackerFailure): Promise<void> {
  const seconds = outcome.kind === 'wait' ? Math.ceil(outcome.retryAfterMs / 1000) : REFUSED_MINUTES * 60;
  await db
    .update(retractions)
    .set({
      failure: outcome.message,
      notBeforeAt: sql`now() + make_interval(secs => ${outcome.kind === 'unknown' ? 60 : seconds}::int)`,
    })
    .where(eq(retractions.id, id));
}
