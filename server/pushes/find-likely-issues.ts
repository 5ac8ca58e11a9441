import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { getReport } from '#server/reports/get-report.ts';
import { openTarget, type TargetDeps } from '#server/targets/open-target.ts';
import type { LikelyIssue } from '#server/trackers/tracker.ts';

const MOST_WORDS = 6;
const SHORTEST_WORD = 3;

/**
 * Open issues of a target that may already be about what a report is about, by the words that tell its clusters from
 * others; the likeliest first, at most five.
 * @throws AppError `upstream` with the tracker's own reason when it cannot be asked.
 */
export async function findLikelyIssues(
  deps: TargetDeps & { readonly db: Queryable },
  { reportId, targetId }: { reportId: number; targetId: number },
): Promise<readonly LikelyIssue[]> {
  const report = await getReport(deps, { reportId });
  const terms = report.clusters.flatMap((cluster) => cluster.terms.map(({ term }) => term));
  const words = [
    ...new Set([...terms, report.title].flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])),
  ]
    .filter((word) => word.length >= SHORTEST_WORD)
    .slice(0, MOST_WORDS);
  const { adapter, connection, close } = await openTarget(deps, { targetId });
  try {
    const found = await adapter.searchIssues(connection, { words });
    if (found.kind !== 'found') throw new AppError('upstream', found.message);
    return found.issues;
  } finally {
    await close();
  }
}
