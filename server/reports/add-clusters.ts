import { eq, sql } from 'drizzle-orm';
import { reportClusters, reports } from '#db/schema.ts';
import { findClustersByIds } from '#server/clusters/find-clusters-by-ids.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { MAX_REPORT_CLUSTERS } from './create-report.ts';
import { lockReport } from './lock-report.ts';

/**
 * Adds clusters to a report; those it has already change nothing. Its summary stays as the manager wrote it.
 * @throws AppError `invalid`, `not_found`.
 */
export async function addClusters(
  { db }: { db: Database },
  { reportId, clusterIds }: { reportId: number; clusterIds: readonly number[] },
): Promise<{ addedCount: number }> {
  return db.transaction(async (tx) => {
    await lockReport(tx, reportId);
    const found = await findClustersByIds({ db: tx }, { clusterIds });
    if (found.length === 0) throw new AppError('not_found', 'There is no such cluster in the current run.');
    const present = await tx.select().from(reportClusters).where(eq(reportClusters.reportId, reportId));
    const fresh = found.filter(({ id }) => present.every(({ clusterId }) => clusterId !== id));
    if (fresh.length === 0) return { addedCount: 0 };
    if (present.length + fresh.length > MAX_REPORT_CLUSTERS) {
      throw new AppError('invalid', `A report may have ${MAX_REPORT_CLUSTERS} clusters at most.`);
    }
    const next = Math.max(-1, ...present.map(({ position }) => position)) + 1;
    const rows = fresh.map(({ id }, i) => ({ reportId, clusterId: id, position: next + i }));
    await tx.insert(reportClusters).values(rows);
    await tx.update(reports).set({ updatedAt: sql`now()` }).where(eq(reports.id, reportId));
    return { addedCount: fresh.length };
  });
}
