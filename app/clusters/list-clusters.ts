import { findPeople } from '#server/accounts/find-people.ts';
import type { AppContext } from '#server/app-context.ts';
import { readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import { selectClusters } from '#server/clusters/select-clusters.ts';
import { getLatestPostedAt } from '#server/posts/get-latest-posted-at.ts';
import { type ClusterParams, sortOf, toSelection } from './cluster-filter.ts';
import { type ClusterRowContent, toClusterRow } from './to-cluster-row.ts';

export const PAGE_SIZE = 60;

/** A page of the clusters list, for the route that draws it and for the one that sends what comes into sight. */
export async function listClusters(
  context: AppContext,
  { params, offset, userId }: { params: ClusterParams; offset: number; userId: string | null },
) {
  const [all, latestAt, people] = await Promise.all([
    readClusterFacts(context),
    getLatestPostedAt(context),
    findPeople(context),
  ]);
  const onlooker = { now: Date.now(), userId };
  const selection = toSelection(params);
  const found = selectClusters(all, { selection, sort: sortOf(params), onlooker });
  const rows: ClusterRowContent[] = found
    .slice(offset, offset + PAGE_SIZE)
    .map(({ facts }) => toClusterRow(facts, { latestAt: latestAt?.getTime() ?? onlooker.now, people }));
  return { all, found, rows, people, selection, onlooker };
}
