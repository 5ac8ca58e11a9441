import { desc, eq } from 'drizzle-orm';
import { issueEvents } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

export type IssueEvent = typeof issueEvents.$inferSelect;

/** What has happened to the issue of a push, newest first. */
export function findIssueEvents(
  { db }: { db: Queryable },
  { pushId, limit = 100 }: { pushId: number; limit?: number },
): Promise<IssueEvent[]> {
  return db.select().from(issueEvents).where(eq(issueEvents.pushId, pushId)).orderBy(desc(issueEvents.id)).limit(limit);
}
