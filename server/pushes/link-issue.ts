import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { pushes } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { getReport } from '#server/reports/get-report.ts';
import { openTarget, type TargetDeps } from '#server/targets/open-target.ts';
import type { IssueReading } from '#server/trackers/issue-reading.ts';
import { explainConflict } from './create-push.ts';
import { getPush } from './get-push.ts';
import type { Push } from './push.ts';

/**
 * Attaches a report to an issue that is there already, instead of making another. Nothing in the issue is changed; a
 * comment tells it how many members speak of it, and it is followed like one of ours.
 * @param issueKey as people say it: `#12`, `ACME-12`.
 * @throws AppError `not_found` where the tracker knows no such issue, `conflict` when the report was pushed there.
 */
export async function linkIssue(
  deps: TargetDeps & { readonly db: Database },
  {
    reportId,
    targetId,
    issueKey,
    actor,
  }: { reportId: number; targetId: number; issueKey: string; actor: Pick<Actor, 'userId'> },
): Promise<Push> {
  await getReport(deps, { reportId });
  const { adapter, connection, close } = await openTarget(deps, { targetId });
  try {
    const reading = await adapter.readIssue(connection, readKey(issueKey));
    if (reading.kind === 'gone' || (reading.kind === 'rejected' && reading.code === 'not_found')) {
      throw new AppError('not_found', `The tracker knows no issue ${issueKey}, or this account may not see it.`);
    }
    if (reading.kind !== 'issue') throw new AppError('upstream', reading.message);
    const push = await save(deps.db, { reportId, targetId, reading, createdById: actor.userId });
    const url = `${deps.config.publicUrl}/reports/${reportId}`;
    const { id, number, apiUrl } = reading;
    // A convenience; the comment has the same link.
    await adapter.linkBack(connection, {
      issue: { id, number, apiUrl },
      title: 'Report in Refrain',
      url,
      marker: push.marker,
    });
    return getPush(deps, { pushId: push.id });
  } finally {
    await close();
  }
}

function readKey(issueKey: string) {
  const id = issueKey.trim().replace(/^#/, '');
  const number = Number(/\d+$/.exec(id)?.[0]);
  if (!Number.isSafeInteger(number) || number < 1 || !/^[\w-]+$/.test(id)) {
    throw new AppError('invalid', 'Name the issue as people say it: #12, or ACME-12.', { field: 'issueKey' });
  }
  return { id, number, apiUrl: null };
}

async function save(
  db: Database,
  {
    reportId,
    targetId,
    reading,
    createdById,
  }: { reportId: number; targetId: number; reading: IssueReading; createdById: string | null },
) {
  const [row] = await db
    .insert(pushes)
    .values({
      marker: randomUUID(),
      reportId,
      targetId,
      status: 'created',
      isLinked: true,
      title: reading.title,
      body: '',
      fields: { labels: [] },
      issueKey: reading.key,
      issueNumber: reading.number,
      issueId: reading.id,
      issueUrl: reading.url,
      issueApiUrl: reading.apiUrl,
      issueState: reading.status === 'open' ? 'open' : 'closed',
      issueStatus: reading.status,
      issueStatusText: reading.statusText,
      issueUpdatedAt: reading.updatedAt,
      issueReadAt: sql`now()`,
      lookAt: sql`now() + interval '10 minutes'`,
      createdById,
    })
    .onConflictDoNothing()
    .returning({ id: pushes.id, marker: pushes.marker });
  if (!row) throw await explainConflict(db, { reportId, targetId }, 'this tracker');
  return row;
}
