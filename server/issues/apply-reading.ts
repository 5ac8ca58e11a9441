import { eq, sql } from 'drizzle-orm';
import { type EventCause, issueEvents, pushes } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import type { IssueReading } from '#server/trackers/issue-reading.ts';

type NewEvent = typeof issueEvents.$inferInsert;

/** An open issue is looked at this often even where no webhook comes; a closed one may be reopened, but rarely is. */
const OPEN_MINUTES = 10;
const CLOSED_MINUTES = 180;

/**
 * Takes over what a tracker says of an issue: what changed becomes an event, once, however often and in whatever order it
 * is read. A reading older than the last one changes nothing.
 */
export async function applyReading(
  { db }: { db: Database },
  { pushId, reading, cause }: { pushId: number; reading: IssueReading | { readonly kind: 'gone' }; cause: EventCause },
): Promise<void> {
  await db.transaction(async (tx) => {
    const [push] = await tx.select().from(pushes).where(eq(pushes.id, pushId)).for('update');
    if (push?.status !== 'created') return;
    const before = push.issueStatus ?? 'open';
    const event = (values: Pick<NewEvent, 'happenedAt'> & Partial<NewEvent>) =>
      tx.insert(issueEvents).values({ pushId, kind: 'status', fromStatus: before, toStatus: before, cause, ...values });
    if (reading.kind === 'gone') {
      if (before !== 'lost') await event({ kind: 'lost', toStatus: 'lost', happenedAt: new Date() });
      // Nobody looks again by itself, and nothing is made anew: a person is asked.
      await tx
        .update(pushes)
        .set({ issueStatus: 'lost', issueReadAt: sql`now()`, lookAt: null, lookFailure: null })
        .where(eq(pushes.id, pushId));
      return;
    }
    if (push.issueUpdatedAt && reading.updatedAt < push.issueUpdatedAt && before !== 'lost') return;
    const { status, statusText, updatedAt: happenedAt } = reading;
    if (reading.url !== push.issueUrl) await event({ kind: 'moved', detail: reading.url, happenedAt });
    if (status !== before) {
      await event({ kind: before === 'lost' ? 'found' : 'status', toStatus: status, detail: statusText, happenedAt });
    }
    await tx
      .update(pushes)
      .set({
        issueId: reading.id,
        issueKey: reading.key,
        issueNumber: reading.number,
        issueUrl: reading.url,
        issueApiUrl: reading.apiUrl,
        issueState: status === 'open' ? 'open' : 'closed',
        issueStatus: status,
        issueStatusText: statusText,
        issueUpdatedAt: reading.updatedAt,
        issueReadAt: sql`now()`,
        lookAt: sql`now() + make_interval(mins => ${status === 'open' ? OPEN_MINUTES : CLOSED_MINUTES}::int)`,
        lookFailure: null,
        updatedAt: status === before ? push.updatedAt : sql`now()`,
      })
      .where(eq(pushes.id, pushId));
  });
}
