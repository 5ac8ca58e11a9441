import { randomBytes } from 'node:crypto';
import { count, eq } from 'drizzle-orm';
import { reportEditions, reportShares, type ShareRole } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { lockReport } from './lock-report.ts';

/**
 * Opens a published report to everybody of a role, by an address of its own. Readers sign in, and only that role (and
 * those who read all reports) gets in. @throws AppError `not_found`, `conflict` before the first edition.
 */
export async function shareReport(
  { db }: { db: Database },
  { reportId, role, actor }: { reportId: number; role: ShareRole; actor: Pick<Actor, 'userId'> },
): Promise<{ id: number; token: string }> {
  return db.transaction(async (tx) => {
    await lockReport(tx, reportId);
    const [editions] = await tx
      .select({ count: count() })
      .from(reportEditions)
      .where(eq(reportEditions.reportId, reportId));
    if (!editions || editions.count === 0) {
      throw new AppError('conflict', 'Publish the report first: readers get the published state.');
    }
    const token = randomBytes(16).toString('base64url');
    const [share] = await tx
      .insert(reportShares)
      .values({ reportId, role, token, createdById: actor.userId })
      .returning({ id: reportShares.id });
    if (!share) throw new Error('insert returned no share');
    return { id: share.id, token };
  });
}
