import { eq } from 'drizzle-orm';
import { reports } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/** Holds a report until the transaction ends. @throws AppError `not_found`. */
export async function lockReport(tx: Queryable, reportId: number): Promise<typeof reports.$inferSelect> {
  const [report] = await tx.select().from(reports).where(eq(reports.id, reportId)).for('update');
  if (!report) throw new AppError('not_found', `There is no report ${reportId}.`);
  return report;
}
