import { eq, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { pushes } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { TrackerIssue } from '#server/trackers/tracker.ts';

export type PushChange = PgUpdateSetSource<typeof pushes>;

export type HeldPush = typeof pushes.$inferSelect & {
  /** The database's clock: workers on several machines agree on it. */
  readonly now: Date;
};

export async function readHeldPush(db: Queryable, pushId: number): Promise<HeldPush> {
  const [row] = await db.select({ push: pushes, now: sql<string>`now()` }).from(pushes).where(eq(pushes.id, pushId));
  if (!row) throw new AppError('not_found', `There is no push ${pushId}.`);
  return { ...row.push, now: new Date(row.now) };
}

export async function writePush(tx: Queryable, pushId: number, values: PushChange): Promise<void> {
  await tx
    .update(pushes)
    .set({ ...values, updatedAt: sql`now()` })
    .where(eq(pushes.id, pushId));
}

/** `failureCode` of a push whose fate the tracker cannot tell. */
export const UNCONFIRMED = 'unconfirmed';

/** The issue as this push remembers it; null while it has none. */
export function knownIssue(push: HeldPush): TrackerIssue | null {
  const { issueId, issueKey, issueNumber, issueUrl } = push;
  if (issueId === null || issueNumber === null || issueUrl === null) return null;
  return {
    id: issueId,
    nodeId: push.issueNodeId ?? issueId,
    // Rows from before there were keys are GitHub's.
    key: issueKey ?? `#${issueNumber}`,
    number: issueNumber,
    url: issueUrl,
    state: push.issueState ?? 'open',
    authorId: null,
    createdAt: push.lastSentAt ?? push.createdAt,
  };
}

/** What is kept once the tracker has the issue. */
export function arrived(issue: TrackerIssue, dropped: readonly string[]) {
  return {
    status: 'created' as const,
    issueKey: issue.key,
    issueNumber: issue.number,
    issueId: issue.id,
    issueNodeId: issue.nodeId,
    issueUrl: issue.url,
    issueState: issue.state,
    issueStatus: issue.state === 'closed' ? ('completed' as const) : ('open' as const),
    lookAt: sql`now() + interval '1 minute'`,
    droppedFields: [...dropped],
    leaseToken: null,
    leaseUntil: null,
    failureCode: null,
    failureMessage: null,
  };
}
