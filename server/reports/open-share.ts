import { and, eq, isNull } from 'drizzle-orm';
import { reportShares } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { isAllowed } from '#server/accounts/permissions.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/** Which report a shared address opens for this reader. @throws AppError `not_found` when closed, `forbidden` for other roles. */
export async function openShare(
  { db }: { db: Queryable },
  { token, actor }: { token: string; actor: Pick<Actor, 'role'> },
): Promise<{ reportId: number }> {
  const [share] = await db
    .select({ reportId: reportShares.reportId, role: reportShares.role })
    .from(reportShares)
    .where(and(eq(reportShares.token, token), isNull(reportShares.revokedAt)));
  if (!share) throw new AppError('not_found', 'This address is not open any more. Ask whoever sent it for a new one.');
  if (share.role !== actor.role && !isAllowed(actor.role, 'reports.read')) {
    throw new AppError('forbidden', `This report is shared with people of the role ${share.role}.`);
  }
  return { reportId: share.reportId };
}
