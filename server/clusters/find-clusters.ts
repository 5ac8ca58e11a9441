import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { type ClusterState, clusters, type Kind, runClusters } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { type ClusterSummary, clusterColumns } from './cluster-summary.ts';
import { getCurrentRunId } from './current-run.ts';
import { membership } from './membership.ts';

export const CLUSTER_SORTS = ['voices', 'recent', 'size', 'growth'] as const;
export type ClusterSort = (typeof CLUSTER_SORTS)[number];

export type ClusterFilter = {
  readonly q?: string;
  readonly state?: ClusterState;
  readonly kind?: Kind;
  readonly sourceId?: number;
};
/** Where the page before ended: `rank` is what the list is sorted by. */
export type ClusterPosition = { readonly rank: number; readonly id: number };

/** Clusters of the current run, the most voices, the latest, the largest or the fastest growing first. None before the first run. */
export async function findClusters(
  { db }: { db: Queryable },
  {
    sort = 'voices',
    after,
    limit = 50,
    ...filter
  }: ClusterFilter & { sort?: ClusterSort; after?: ClusterPosition; limit?: number } = {},
): Promise<(ClusterSummary & { readonly rank: number })[]> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return [];
  const rank = RANKS[sort];
  return db
    .select({ ...clusterColumns, rank: sql`${rank}`.mapWith(Number) })
    .from(runClusters)
    .innerJoin(clusters, eq(clusters.id, runClusters.clusterId))
    .where(
      and(
        ...toConditions(runId, filter),
        after
          ? sql`(${rank} < ${after.rank} or (${rank} = ${after.rank} and ${clusters.id} > ${after.id}))`
          : undefined,
      ),
    )
    .orderBy(sql`${rank} desc`, clusters.id)
    .limit(limit);
}

/** How many clusters a filter leaves, per state. */
export async function countClusters(
  { db }: { db: Queryable },
  filter: Omit<ClusterFilter, 'state'> = {},
): Promise<Record<ClusterState, number>> {
  const runId = await getCurrentRunId({ db });
  const counts = { open: 0, dismissed: 0 };
  if (runId === null) return counts;
  const rows = await db
    .select({ state: clusters.state, count: sql<number>`count(*)::int` })
    .from(runClusters)
    .innerJoin(clusters, eq(clusters.id, runClusters.clusterId))
    .where(and(...toConditions(runId, filter)))
    .groupBy(clusters.state);
  for (const row of rows) counts[row.state] = row.count;
  return counts;
}

// One number each, so that a page can go on after it; the second measure breaks ties of the first.
const RANKS: Record<ClusterSort, SQL> = {
  voices: sql`(${runClusters.voiceCount}::bigint * 10000000 + ${runClusters.postCount})`,
  size: sql`(${runClusters.postCount}::bigint * 10000000 + ${runClusters.voiceCount})`,
  // Voices of the four weeks to the newest post less those of the four weeks before.
  growth: sql`(select coalesce(sum(case when w->>0 >= latest.monday then (w->>1)::int else -(w->>1)::int end), 0)
    from jsonb_array_elements(${runClusters.weeks}) w,
      (select to_char(week - interval '3 weeks', 'YYYY-MM-DD') as monday, to_char(week - interval '7 weeks', 'YYYY-MM-DD') as earliest
        from (select date_trunc('week', max(posted_at) at time zone 'UTC') as week from posts) newest) latest
    where w->>0 >= latest.earliest)`,
  recent: sql`coalesce((extract(epoch from ${runClusters.lastSeenAt}) * 1000)::bigint, 0)`,
};

function toConditions(runId: number, filter: ClusterFilter): SQL[] {
  const conditions = [
    eq(runClusters.runId, runId),
    isNull(clusters.mergedIntoId),
    // Emptied by moves: nothing is left to look at, but its address still works.
    sql`${runClusters.postCount} > 0`,
  ];
  for (const word of filter.q?.trim().split(/\s+/).filter(Boolean).slice(0, 10) ?? []) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(sql`(${clusterColumns.title} ilike ${pattern} or ${runClusters.terms}::text ilike ${pattern})`);
  }
  if (filter.state) conditions.push(eq(clusters.state, filter.state));
  if (filter.kind) conditions.push(sql`${clusterColumns.kind} = ${filter.kind}`);
  if (filter.sourceId !== undefined) {
    conditions.push(sql`${clusters.id} in (
      select m.cluster_id from (${membership(runId)}) m where m.source_id = ${filter.sourceId})`);
  }
  return conditions;
}
