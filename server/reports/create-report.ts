import { type Audience, reportClusters, reports } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { findClustersByIds } from '#server/clusters/find-clusters-by-ids.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { cleanTitle } from './clean-report.ts';
import { generateDraft } from './generate-draft.ts';
import { readReportFacts } from './read-report-facts.ts';
import { saveClaims } from './save-claims.ts';

export const MAX_REPORT_CLUSTERS = 50;

/**
 * Starts a report on clusters, with a generated draft as its summary for a person to write over.
 * @throws AppError `invalid`, `not_found`.
 */
export async function createReport(
  { db }: { db: Database },
  {
    clusterIds,
    title,
    audience = 'product',
    actor,
  }: { clusterIds: readonly number[]; title?: string; audience?: Audience; actor: Pick<Actor, 'userId'> },
): Promise<{ id: number }> {
  if (clusterIds.length === 0) throw new AppError('invalid', 'Choose at least one cluster for the report.');
  if (clusterIds.length > MAX_REPORT_CLUSTERS) {
    throw new AppError('invalid', `A report may have ${MAX_REPORT_CLUSTERS} clusters at most.`);
  }
  return db.transaction(async (tx) => {
    for (const clusterId of clusterIds) {
      const [found] = await findClustersByIds({ db: tx }, { clusterIds: [clusterId] });
      if (!found) throw new AppError('not_found', `There is no cluster ${clusterId} in the current run.`);
    }
    const facts = await readReportFacts({ db: tx }, { clusterIds });
    const draft = await generateDraft({ db: tx }, { facts, audience });
    const [report] = await tx
      .insert(reports)
      .values({
        title: cleanTitle(title ?? facts.clusters[0]?.title ?? ''),
        audience,
        summary: draft.summary,
        draft: draft.summary,
        draftRunId: draft.runId,
        createdById: actor.userId,
      })
      .returning({ id: reports.id });
    if (!report) throw new Error('insert returned no report');
    const rows = facts.clusters.map(({ id }, position) => ({ reportId: report.id, clusterId: id, position }));
    await tx.insert(reportClusters).values(rows);
    await saveClaims(tx, { reportId: report.id, summary: '', claims: draft.claims });
    return report;
  });
}
