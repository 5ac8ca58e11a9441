import { type SQL, sql } from 'drizzle-orm';
import { crossPosts } from './cross-posts.ts';
import { joinVoice, membership, voice } from './membership.ts';

/**
 * Whose post it is, as far as counting goes: `counted` ones are by voices. `unknown` authors count as one where nobody is
 * known, and not at all beside others.
 */
export const STANDINGS = ['counted', 'staff', 'bot', 'copy', 'unknown'] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * `with … voiced as (…)`: the posts of a cluster with `signs`, `voice` (null: adds none), `person_id`, `is_staff`, `is_bot`, `is_copy`
 * and `standing`, which is one of `STANDINGS`.
 */
export function withVoiced({ runId, clusterId }: { runId: number; clusterId: number }): SQL {
  return sql`
    with member as (${membership(runId, { clusterIds: [clusterId] })}),
    told as (
      select m.cluster_id, m.post_id, m.author_id, m.source_id, m.posted_at, m.signs, ${voice} as own_voice,
        coalesce(a.same_as_id, a.id) as person_id, coalesce(a.is_staff or person.is_staff, a.is_staff, false) as is_staff,
        coalesce(a.is_bot or person.is_bot, a.is_bot, false) as is_bot
      from member m ${joinVoice(sql`m.author_id`)}
    ),
    voiced as materialized (
      select c.*, case when c.is_staff then 'staff' when c.is_bot then 'bot'
        when c.is_copy and c.voice is not null then 'copy'
        when c.author_id is null and bool_or(c.voice is not null) over () then 'unknown' else 'counted' end as standing
      from (${crossPosts(sql`told`)}) c
    )`;
}
