import { and, eq, sql } from 'drizzle-orm';
import { reportShares } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/** Closes a shared address at once; closing it again changes nothing. @throws AppError `not_found`. */
export async function revokeShare(
  { db }: { db: Database },
  { reportId, shareId }: { reportId: number; shareId: number },
): Promise<void> {
  const closed = await db
    .update(reportShares)
    .set({ revokedAt: sql`coalesce(${reportShares.revokedAt}, now())` })
    .where(and(eq(reportShares.id, shareId), eq(reportShares.reportId, reportId)))
    .returning({ id: reportShares.id });
  if (closed.length === 0) throw new AppError('not_found', `Report ${reportId} has no share ${shareId}.`);
}
