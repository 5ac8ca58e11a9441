import { eq, type SQL, sql } from 'drizzle-orm';
import { reportEditions, reportShares, reports } from '#db/schema.ts';
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
    .select({ isMeant: sql<boolean>`${meantFor(actor)}` })
    .from(reports)
    .where(eq(reports.id, reportId));
  const seesDrafts = isAllowed(actor.role, 'reports.read');
  if (!report || !(seesDrafts || report.isMeant)) {
    throw new AppError('not_found', `There is no report ${reportId}.`);
  }
  return { seesDrafts };
}

/** Published, and written for the role or shared with it. Over rows of `reports`. */
export function meantFor({ role }: Pick<Actor, 'role'>): SQL {
  return sql`exists (select 1 from ${reportEditions} e where e.report_id = ${reports.id})
    and (${reports.audience} = ${role} or exists (select 1 from ${reportShares} s
      where s.report_id = ${reports.id} and s.role = ${role} and s.revoked_at is null))`;
}
