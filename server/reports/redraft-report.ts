import { eq, max, sql } from 'drizzle-orm';
import { reportClaims, reportClusters, reports } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { generateDraft } from './generate-draft.ts';
import { lockReport } from './lock-report.ts';
import { readReportFacts } from './read-report-facts.ts';
import { saveClaims } from './save-claims.ts';

/**
 * Generates the draft anew from the posts as they are now. A summary that nobody has changed becomes the new draft; one
 * that a person wrote stays, with what it cites, and the draft stands beside it.
 * @throws AppError `not_found`.
 */
export async function redraftReport(
  { db }: { db: Database },
  { reportId }: { reportId: number },
): Promise<{ status: 'replaced' | 'beside'; version: number }> {
  return db.transaction(async (tx) => {
    const report = await lockReport(tx, reportId);
    const isOwn = report.summary !== report.draft;
    const members = await tx
      .select({ clusterId: reportClusters.clusterId })
      .from(reportClusters)
      .where(eq(reportClusters.reportId, reportId));
    const facts = await readReportFacts({ db: tx }, { clusterIds: members.map(({ clusterId }) => clusterId) });
    const [last] = await tx
      .select({ key: max(reportClaims.key) })
      .from(reportClaims)
      .where(eq(reportClaims.reportId, reportId));
    const firstKey = isOwn ? (last?.key ?? 0) + 1 : 1;
    const draft = await generateDraft({ db: tx }, { facts, audience: report.audience, firstKey });
    await saveClaims(tx, { reportId, summary: isOwn ? report.summary : '', claims: draft.claims });
    const version = report.version + 1;
    await tx
      .update(reports)
      .set({
        draft: draft.summary,
        ...(isOwn ? {} : { summary: draft.summary }),
        draftedAt: sql`now()`,
        draftRunId: draft.runId,
        version,
        updatedAt: sql`now()`,
      })
      .where(eq(reports.id, reportId));
    return { status: isOwn ? 'beside' : 'replaced', version };
  });
}
