import { type SQL, sql } from 'drizzle-orm';

/** Shorter texts are the same by chance: "+1" and "same here" are said by many. In bytes, which need not be unpacked. */
const SHORTEST_COPY = 60;

/**
 * The same words in a second source are the same person again, under whatever name they have there: their voice is that
 * of whoever said it first. Copies within one source stay several people, as their source says they are.
 *
 * @param rows posts with cluster_id, post_id, source_id, posted_at and voice (null: adds none).
 * @returns the same rows with `voice` of copies replaced, and `is_copy`.
 */
export function crossPosts(rows: SQL): SQL {
  return sql`
    select f.*, f.is_copy_of_other as is_copy,
      case when f.is_copy_of_other and f.own_voice is not null then coalesce(f.first_voice, f.own_voice) else f.own_voice end as voice
    from (
      select t.*, octet_length(p.text) >= ${SHORTEST_COPY} and t.source_id <> first_value(t.source_id) over copies as is_copy_of_other,
        first_value(t.own_voice) over copies as first_voice
      from ${rows} t join posts p on p.id = t.post_id
      window copies as (partition by t.cluster_id, p.content_hash order by t.posted_at nulls last, t.post_id)
    ) f`;
}
