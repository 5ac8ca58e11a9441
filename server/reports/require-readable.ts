import { and, eq, isNull, sql } from 'drizzle-orm';
import { reportEditions, reportShares, reports, type ShareRole } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { isAllowed } from '#server/accounts/permissions.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/**
 * Who may read a report: those who may read every report; all others when it is published and either written for their
 * role or shared with it. A share that is revoked ends that at once.
 * @returns whether the reader may see unpublished states. @throws AppError `not_found`, also where it is only hidden.
 */
export async function requireReadable(
  { db }: { db: Queryable },
  { reportId, actor }: { reportId: number; actor: Pick<Actor, 'role'> },
): Promise<{ seesDrafts: boolean }> {
  const [report] = await db
    .select({
      audience: reports.audience,
      isPublished: sql<boolean>`exists (select 1 from ${reportEditions} where ${reportEditions.reportId} = ${reports.id})`,
    })
    .from(reports)
    .where(eq(reports.id, reportId));
  const missing = new AppError('not_found', `There is no report ${reportId}.`);
  if (!report) throw missing;
  if (isAllowed(actor.role, 'reports.read')) return { seesDrafts: true };
  if (!report.isPublished) throw missing;
  if (report.audience === actor.role) return { seesDrafts: false };
  const [share] = await db
    .select({ id: reportShares.id })
    .from(reportShares)
    .where(
      and(
        eq(reportShares.reportId, reportId),
        // Roles that curate never come here: they read every report.
        eq(reportShares.role, actor.role as ShareRole),
        isNull(reportShares.revokedAt),
      ),
    )
    .limit(1);
  if (!share) throw missing;
  return { seesDrafts: false };
}
