import type { AppContext } from '#server/app-context.ts';
import { readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import { countViews } from '#server/clusters/select-clusters.ts';
import { getCoverage } from '#server/overview/get-coverage.ts';

/** The numbers beside the views, for pages that list no clusters. */
export async function readViews(context: AppContext, { userId }: { userId: string | null }) {
  const [all, coverage] = await Promise.all([readClusterFacts(context), getCoverage(context)]);
  return {
    counts: countViews(all, { now: Date.now(), userId }),
    unplacedCount: coverage ? coverage.postCount - coverage.placedCount : null,
  };
}
