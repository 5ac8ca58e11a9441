import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { pushes } from '#db/schema.ts';
import { writeEvidence } from '#pipelines/issue-body/write-evidence.ts';
import type { Database } from '#server/database/database.ts';
import { isAppError } from '#server/errors.ts';
import { type OpenTarget, openTarget, type TargetDeps } from '#server/targets/open-target.ts';
import type { TrackerFailure } from '#server/trackers/tracker.ts';
import { countEvidence } from './count-evidence.ts';

const AT_ONCE = 5;
/** Nothing new, or a tracker that does not answer: asked again after this. */
const NEXT_MINUTES = 60;
/** A comment is written at most this often. */
const REST_MINUTES = 24 * 60;

type PushRow = typeof pushes.$inferSelect;
type Ended = Partial<typeof pushes.$inferInsert> & { readonly minutes: number };

/**
 * Tells open issues what has come in since they were made: one comment each, written anew in place, at most once a day.
 * What a person changed or took away is left alone for good.
 */
export async function commentOnDueIssues(deps: TargetDeps & { readonly db: Database }): Promise<number> {
  const { db } = deps;
  const { rows } = await db.execute<{ id: string }>(sql`
    with due as (
      select id from pushes
      where status = 'created' and issue_status = 'open' and comment_state = 'ours' and evidence_at <= now()
      order by evidence_at, id
      for update skip locked
      limit ${AT_ONCE})
    update pushes p set evidence_at = now() + make_interval(mins => ${NEXT_MINUTES}::int)
    from due where due.id = p.id
    returning p.id`);
  for (const { id } of rows) {
    const [push] = await db
      .select()
      .from(pushes)
      .where(eq(pushes.id, Number(id)));
    if (!push) continue;
    const { minutes, ...values } = await comment(deps, push);
    await db
      .update(pushes)
      .set({ ...values, evidenceAt: sql`now() + make_interval(mins => ${minutes}::int)` })
      .where(eq(pushes.id, push.id));
  }
  return rows.length;
}

async function comment(deps: TargetDeps & { readonly db: Database }, push: PushRow): Promise<Ended> {
  const { isLinked, createdAt: since, reportId } = push;
  const evidence = await countEvidence(deps, { reportId, since });
  const text = writeEvidence({ ...evidence, since, isLinked });
  if (text === null || text === push.commentText) return { minutes: NEXT_MINUTES };
  try {
    const target = await openTarget(deps, { targetId: push.targetId });
    try {
      return await write(target, push, { text, url: `${deps.config.publicUrl}/reports/${reportId}` });
    } finally {
      await target.close();
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { minutes: NEXT_MINUTES, commentFailure: error.message };
  }
}

async function write(
  { adapter, connection }: OpenTarget,
  push: PushRow,
  { text, url }: { text: string; url: string },
): Promise<Ended> {
  const { issueId, issueNumber, marker, commentId } = push;
  if (issueId === null || issueNumber === null) return { minutes: NEXT_MINUTES };
  const issue = { id: issueId, number: issueNumber, apiUrl: push.issueApiUrl };
  const found = await adapter.readComment(connection, { issue, commentId, marker });
  if (found.kind !== 'comment' && found.kind !== 'none') return failed(found);
  if (commentId !== null) {
    if (found.kind === 'none') return { minutes: NEXT_MINUTES, commentState: 'gone' };
    if (hashBody(found.comment.body) !== push.commentHash) return { minutes: NEXT_MINUTES, commentState: 'edited' };
  }
  const written = await adapter.writeComment(connection, {
    issue,
    // One that was written although its answer was lost is taken over.
    commentId: found.kind === 'comment' ? found.comment.id : null,
    draft: { text, link: { text: 'Report in Refrain', url }, marker },
  });
  if (written.kind === 'none') return { minutes: NEXT_MINUTES };
  if (written.kind !== 'comment') return failed(written);
  return {
    minutes: REST_MINUTES,
    commentId: written.comment.id,
    commentHash: hashBody(written.comment.body),
    commentText: text,
    commentedAt: new Date(),
    commentFailure: null,
  };
}

/** Trackers may change line ends and the blanks around a text. */
function hashBody(body: string): string {
  return createHash('sha256').update(body.replaceAll('\r\n', '\n').trim()).digest('hex');
}

function failed(outcome: TrackerFailure): Ended {
  const minutes = outcome.kind === 'wait' ? Math.ceil(outcome.retryAfterMs / 60_000) : NEXT_MINUTES;
  return { minutes: outcome.kind === 'unknown' ? 5 : minutes, commentFailure: outcome.message };
}
