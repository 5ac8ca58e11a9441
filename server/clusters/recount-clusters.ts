import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';
import { countVoices, idList, joinVoice, membership, voice } from './membership.ts';

/**
 * Makes the counts of clusters in a run equal to the lists behind them. Called by whatever changes a list, in the same
 * transaction. Ids of merged clusters stand for themselves and for the cluster they were merged into.
 */
export async function recountClusters(
  tx: Queryable,
  { runId, clusterIds }: { runId: number; clusterIds: readonly number[] },
): Promise<void> {
  if (clusterIds.length === 0) return;
  const touched = sql`
    select c.id from clusters c where c.id in (${idList(clusterIds)})
    union
    select c.merged_into_id from clusters c where c.id in (${idList(clusterIds)}) and c.merged_into_id is not null`;
  await tx.execute(sql`
    with touched as (${touched}),
    member as (${membership(runId, { clusterIds: sql`select id from touched` })}),
    voiced as materialized (
      select m.cluster_id, m.author_id, m.posted_at, ${voice} as voice
      from member m ${joinVoice(sql`m.author_id`)}
    ),
    total as (
      select v.cluster_id, count(*) as post_count, ${countVoices(sql`v.voice`, sql`v.author_id`)} as voice_count,
        min(v.posted_at) as first_seen_at, max(v.posted_at) as last_seen_at
      from voiced v group by v.cluster_id
    ),
    week as (
      select v.cluster_id, to_char(date_trunc('week', v.posted_at at time zone 'UTC'), 'YYYY-MM-DD') as monday,
        ${countVoices(sql`v.voice`, sql`v.author_id`)} as voice_count
      from voiced v where v.posted_at is not null group by 1, 2
    ),
    series as (
      select w.cluster_id, jsonb_agg(jsonb_build_array(w.monday, w.voice_count) order by w.monday) as weeks
      from week w where w.voice_count > 0 group by w.cluster_id
    )
    update run_clusters rc set
      post_count = coalesce(total.post_count, 0),
      voice_count = coalesce(total.voice_count, 0),
      first_seen_at = total.first_seen_at,
      last_seen_at = total.last_seen_at,
      weeks = coalesce(series.weeks, '[]'::jsonb)
    from touched
    left join total on total.cluster_id = touched.id
    left join series on series.cluster_id = touched.id
    where rc.run_id = ${runId} and rc.cluster_id = touched.id`);
}
