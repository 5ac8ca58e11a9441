import { and, eq, sql } from 'drizzle-orm';
import { quotes, reports } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/** @throws AppError `not_found` when the report has no such quote. */
export async function removeQuote(
  { db }: { db: Database },
  { reportId, quoteId }: { reportId: number; quoteId: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    const removed = await tx
      .delete(quotes)
      .where(and(eq(quotes.id, quoteId), eq(quotes.reportId, reportId)))
      .returning({ id: quotes.id });
    if (removed.length === 0) throw new AppError('not_found', `Report ${reportId} has no quote ${quoteId}.`);
    await tx.update(reports).set({ updatedAt: sql`now()` }).where(eq(reports.id, reportId));
  });
}
