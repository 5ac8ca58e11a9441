import { eq, sql } from 'drizzle-orm';
import { type Audience, reports } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { cleanSummary, cleanTitle } from './clean-report.ts';
import { lockReport } from './lock-report.ts';

export type ReportChange = {
  readonly title?: string;
  readonly summary?: string;
  readonly audience?: Audience;
  readonly namesAuthors?: boolean;
};

/**
 * Changes what a person wrote or chose; what is not given stays.
 * @throws AppError `invalid`, `not_found`, and `conflict` when somebody saved it since `expectedVersion`.
 */
export async function saveReport(
  { db }: { db: Database },
  { reportId, expectedVersion, ...change }: ReportChange & { reportId: number; expectedVersion?: number },
): Promise<{ status: 'changed' | 'unchanged'; version: number }> {
  return db.transaction(async (tx) => {
    const report = await lockReport(tx, reportId);
    const next = {
      title: change.title === undefined ? report.title : cleanTitle(change.title),
      summary: change.summary === undefined ? report.summary : cleanSummary(change.summary),
      audience: change.audience ?? report.audience,
      namesAuthors: change.namesAuthors ?? report.namesAuthors,
    };
    const isSame =
      next.title === report.title &&
      next.summary === report.summary &&
      next.audience === report.audience &&
      next.namesAuthors === report.namesAuthors;
    if (isSame) return { status: 'unchanged', version: report.version };
    if (expectedVersion !== undefined && expectedVersion !== report.version) {
      throw new AppError(
        'conflict',
        'Somebody else saved this report since you opened it. Compare what they wrote with yours, then save again.',
        { version: report.version, expectedVersion, updatedAt: report.updatedAt.toISOString() },
      );
    }
    const version = report.version + 1;
    await tx
      .update(reports)
      .set({ ...next, version, updatedAt: sql`now()` })
      .where(eq(reports.id, reportId));
    return { status: 'changed', version };
  });
}
