import { count, eq } from 'drizzle-orm';
import { pushes, reports } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { lockReport } from './lock-report.ts';

/** @throws AppError `not_found`, and `conflict` for a report that was pushed: it is what an issue refers to. */
export async function deleteReport({ db }: { db: Database }, { reportId }: { reportId: number }): Promise<void> {
  await db.transaction(async (tx) => {
    await lockReport(tx, reportId);
    const [pushed] = await tx.select({ count: count() }).from(pushes).where(eq(pushes.reportId, reportId));
    if (pushed && pushed.count > 0) {
      throw new AppError('conflict', 'This report was pushed to a tracker, so it is kept: the issue refers to it.');
    }
    await tx.delete(reports).where(eq(reports.id, reportId));
  });
}
