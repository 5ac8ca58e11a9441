import type { ClusterState, Kind, Sign } from '#db/schema.ts';
import type { SeverityLevel } from '#pipelines/mentions/rate-severity.ts';
import type { Queryable } from '#server/database/database.ts';
import type { ClusterSummary } from './cluster-summary.ts';
import { findClustersByIds } from './find-clusters-by-ids.ts';
import { readClusterFacts } from './read-cluster-facts.ts';
import { type ClusterSort, selectClusters } from './select-clusters.ts';

export type ClusterFilter = {
  /** What must stand in title or terms; see `parseQuery`. */
  readonly q?: string;
  readonly state?: ClusterState;
  readonly kind?: Kind;
  readonly sourceId?: number;
  readonly themeId?: number;
  readonly severity?: SeverityLevel;
  readonly sign?: Sign;
};
/** Where the page before ended: `rank` is what the list is sorted by. */
export type ClusterPosition = { readonly rank: number; readonly id: number };

/** Clusters of the current run: by rank, the most voices, the latest, the largest, the fastest growing, the gravest or the most heated first. None before the first run. */
export async function findClusters(
  { db }: { db: Queryable },
  {
    sort = 'rank',
    after,
    limit = 50,
    ...filter
  }: ClusterFilter & { sort?: ClusterSort; after?: ClusterPosition | undefined; limit?: number } = {},
): Promise<(ClusterSummary & { readonly rank: number })[]> {
  const { q, state, kind, sourceId, themeId, severity, sign } = filter;
  const all = (await readClusterFacts({ db })).filter((facts) => state === undefined || facts.state === state);
  const selection = {
    ...(q ? { q } : {}),
    ...(kind ? { kinds: [kind] } : {}),
    ...(sourceId === undefined ? {} : { sourceIds: [sourceId] }),
    ...(themeId === undefined ? {} : { themeIds: [themeId] }),
    ...(severity ? { severities: [severity] } : {}),
    ...(sign ? { signs: [sign] } : {}),
  };
  const ranked = selectClusters(all, { selection, sort, onlooker: { now: 0, userId: null } })
    .filter(({ facts, rank }) => !after || rank < after.rank || (rank === after.rank && facts.id > after.id))
    .slice(0, limit);
  const ranks = new Map(ranked.map(({ facts, rank }) => [facts.id, rank]));
  const found = await findClustersByIds({ db }, { clusterIds: [...ranks.keys()] });
  return found.map((cluster) => ({ ...cluster, rank: ranks.get(cluster.id) ?? 0 }));
}
