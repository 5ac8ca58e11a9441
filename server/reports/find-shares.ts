import { and, desc, eq, isNull } from 'drizzle-orm';
import { reportShares, type ShareRole, users } from '#db/schema.ts';
import type { Config } from '#server/config/config.ts';
import type { Queryable } from '#server/database/database.ts';

export type Share = {
  readonly id: number;
  readonly role: ShareRole;
  readonly url: string;
  readonly createdByName: string | null;
  readonly createdAt: Date;
};

const SHOWN = 50;

/** Addresses that a report is open at, newest first; revoked ones are left out. */
export async function findShares(
  { db, config }: { db: Queryable; config: Pick<Config, 'publicUrl'> },
  { reportId }: { reportId: number },
): Promise<Share[]> {
  const rows = await db
    .select({
      id: reportShares.id,
      role: reportShares.role,
      token: reportShares.token,
      createdByName: users.name,
      createdAt: reportShares.createdAt,
    })
    .from(reportShares)
    .leftJoin(users, eq(users.id, reportShares.createdById))
    .where(and(eq(reportShares.reportId, reportId), isNull(reportShares.revokedAt)))
    .orderBy(desc(reportShares.id))
    .limit(SHOWN);
  return rows.map(({ token, ...share }) => ({ ...share, url: `${config.publicUrl}/shared/${token}` }));
}
