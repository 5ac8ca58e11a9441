import { sql } from 'drizzle-orm';
import { HALF_LIFE_DAYS } from '#pipelines/trends/weigh-voices.ts';
import type { Queryable } from '#server/database/database.ts';
import { crossPosts } from './cross-posts.ts';
import { findFamilyRoots } from './find-family-roots.ts';
import { HEARD_SINCE } from './heard-weight.ts';
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
  // As literals: the planner reads a whole run for ids that it does not know.
  const touchedIds = [...new Set([...clusterIds, ...(await findFamilyRoots(tx, clusterIds))])];
  await tx.execute(sql`
    with touched as (select c.id from clusters c where c.id in (${idList(touchedIds)})),
    member as (${membership(runId, { clusterIds: touchedIds })}),
    told as (
      select m.cluster_id, m.post_id, m.author_id, m.source_id, m.language, m.posted_at, m.signs,
        to_char(date_trunc('week', m.posted_at at time zone 'UTC'), 'YYYY-MM-DD') as monday, ${voice} as own_voice
      from member m ${joinVoice(sql`m.author_id`)}
    ),
    voiced as materialized (${crossPosts(sql`told`)}),
    total as (
      select v.cluster_id, count(*) as post_count, ${countVoices(sql`v.voice`, sql`v.author_id`)} as voice_count,
        min(v.posted_at) as first_seen_at, max(v.posted_at) as last_seen_at
      from voiced v group by v.cluster_id
    ),
    -- The last word of each voice; where nobody is known, each word.
    last_word as (
      select v.cluster_id, v.voice, max(v.posted_at) as posted_at, bool_or(v.posted_at is null) as is_undated
      from voiced v where v.voice is not null or v.author_id is null
      group by v.cluster_id, v.voice, case when v.voice is null then v.post_id end
    ),
    weight as (
      select w.cluster_id, bool_and(w.voice is null) as is_anonymous, count(*) filter (where w.is_undated) as undated_count,
        sum(power(2::float8, (extract(epoch from w.posted_at - ${HEARD_SINCE.toISOString()}::timestamptz) / 86400
          / ${HALF_LIFE_DAYS}::float8)::float8)) filter (where not w.is_undated) as heard_weight
      from last_word w
      where w.voice is not null or not exists (
        select 1 from last_word k where k.cluster_id = w.cluster_id and k.voice is not null)
      group by w.cluster_id
    ),
    -- Whoever spoke in two sources in a week counts once, where they spoke first; the unknown count where nobody is known.
    heard as (
      select distinct on (v.cluster_id, v.monday, v.voice) v.cluster_id, v.monday, v.voice, v.source_id
      from voiced v where v.monday is not null and (v.voice is not null or v.author_id is null)
      order by v.cluster_id, v.monday, v.voice, v.posted_at, v.post_id
    ),
    source_week as (
      select h.cluster_id, h.monday, h.source_id, count(*) as voice_count
      from heard h
      where h.voice is not null or not exists (
        select 1 from heard k where k.cluster_id = h.cluster_id and k.monday = h.monday and k.voice is not null)
      group by 1, 2, 3
    ),
    week as (
      select s.cluster_id, s.monday, sum(s.voice_count) as voice_count from source_week s group by 1, 2
    ),
    series as (
      select w.cluster_id, jsonb_agg(jsonb_build_array(w.monday, w.voice_count) order by w.monday) as weeks
      from week w group by w.cluster_id
    ),
    source_series as (
      select s.cluster_id,
        jsonb_agg(jsonb_build_array(s.monday, s.source_id, s.voice_count) order by s.monday, s.source_id) as weeks
      from source_week s group by s.cluster_id
    ),
    source_count as (
      select v.cluster_id, v.source_id, count(*) as post_count from voiced v group by 1, 2
    ),
    source as (
      select s.cluster_id,
        jsonb_agg(jsonb_build_array(s.source_id, s.post_count) order by s.post_count desc, s.source_id) as sources
      from source_count s group by s.cluster_id
    ),
    language_count as (
      select v.cluster_id, v.language, count(*) as post_count from voiced v where v.language is not null group by 1, 2
    ),
    language as (
      select l.cluster_id,
        jsonb_agg(jsonb_build_array(l.language, l.post_count) order by l.post_count desc, l.language) as languages
      from language_count l group by l.cluster_id
    ),
    -- Of posts that count, as \`withVoiced\` has it: the number is that of the list behind it.
    shown as (
      select v.cluster_id, v.author_id, v.voice, v.signs, bool_or(v.voice is not null) over (partition by v.cluster_id) as is_known,
        v.is_copy and v.voice is not null as is_repeated
      from voiced v
    ),
    sign_count as (
      select s.cluster_id, sign, ${countVoices(sql`s.voice`, sql`s.author_id`)} as voice_count, count(*) as post_count
      from shown s cross join unnest(s.signs) sign
      where not s.is_repeated and (s.voice is not null or (s.author_id is null and not s.is_known))
      group by s.cluster_id, sign
    ),
    signed as (
      select s.cluster_id,
        jsonb_agg(jsonb_build_array(s.sign, s.voice_count, s.post_count) order by s.voice_count desc, s.sign) as signs
      from sign_count s group by s.cluster_id
    )
    update run_clusters rc set
      post_count = coalesce(total.post_count, 0),
      voice_count = coalesce(total.voice_count, 0),
      heard_weight = coalesce(weight.heard_weight, 0),
      undated_count = coalesce(weight.undated_count, 0),
      is_anonymous = coalesce(weight.is_anonymous, false),
      first_seen_at = total.first_seen_at,
      last_seen_at = total.last_seen_at,
      weeks = coalesce(series.weeks, '[]'::jsonb),
      source_weeks = coalesce(source_series.weeks, '[]'::jsonb),
      sources = coalesce(source.sources, '[]'::jsonb),
      languages = coalesce(language.languages, '[]'::jsonb),
      signs = coalesce(signed.signs, '[]'::jsonb)
    from touched
    left join total on total.cluster_id = touched.id
    left join weight on weight.cluster_id = touched.id
    left join series on series.cluster_id = touched.id
    left join source_series on source_series.cluster_id = touched.id
    left join source on source.cluster_id = touched.id
    left join language on language.cluster_id = touched.id
    left join signed on signed.cluster_id = touched.id
    where rc.run_id = ${runId} and rc.cluster_id = touched.id`);
}
