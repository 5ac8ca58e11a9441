import { findPeople } from '#server/accounts/find-people.ts';
import type { AppContext } from '#server/app-context.ts';
import type { ClusterTheme } from '#server/clusters/cluster-theme.ts';
import { type ClusterFacts, readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import { type RankedCluster, selectClusters } from '#server/clusters/select-clusters.ts';
import { getLatestPostedAt } from '#server/posts/get-latest-posted-at.ts';
import { type ClusterParams, sortOf, toSelection } from './cluster-filter.ts';
import { type ClusterRowContent, type ThemeHeading, toClusterRow } from './to-cluster-row.ts';

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
  const rows: ClusterRowContent[] = found.slice(offset, offset + PAGE_SIZE).map(({ facts }, i) => ({
    ...toClusterRow(facts, { latestAt: latestAt?.getTime() ?? onlooker.now, people }),
    heading: sortOf(params) === 'theme' ? headingOf(found, offset + i) : null,
  }));
  return { all, found, rows, people, selection, onlooker };
}

/** Themes of all clusters, by id. */
export function listThemes(all: readonly ClusterFacts[]): ClusterTheme[] {
  const themes = new Map(all.flatMap(({ theme }) => (theme ? [[theme.id, theme] as const] : [])));
  return [...themes.values()];
}

/** What stands above the first cluster of each theme, where they are listed by theme. */
function headingOf(found: readonly RankedCluster[], index: number): ThemeHeading | null {
  const id = found[index]?.facts.theme?.id;
  if (index > 0 && found[index - 1]?.facts.theme?.id === id) return null;
  let clusterCount = 0;
  while (found[index + clusterCount] && found[index + clusterCount]?.facts.theme?.id === id) clusterCount += 1;
  return { title: found[index]?.facts.theme?.title ?? null, clusterCount };
}
