import { type SQL, sql } from 'drizzle-orm';
import { authors, clusters, pins, posts, runPosts } from '#db/schema.ts';

/**
 * Which post is in which cluster, in one run as people have changed it: the one definition that every list and every
 * number is made from. A pin outranks the run, a merged cluster's posts belong to the cluster it was merged into, and
 * a post that its source deleted is nowhere.
 *
 * Columns: post_id, cluster_id (a root), score (null for posts the run did not place here), decision_id (of the pin),
 * author_id, source_id, posted_at, language, signs.
 * @param clusterIds roots to limit it to; all without it. `postIds` likewise.
 */
export function membership(
  runId: number,
  { clusterIds, postIds }: { clusterIds?: readonly number[]; postIds?: readonly number[] } = {},
): SQL {
  const family = clusterIds === undefined ? sql`true` : inFamily(clusterIds);
  const chosen = postIds === undefined ? sql`true` : sql`p.id in (${idList(postIds)})`;
  return sql`
    select rp.post_id, coalesce(c.merged_into_id, c.id) as cluster_id, rp.score, null::bigint as decision_id,
      p.author_id, p.source_id, p.posted_at, p.language, p.signs
    from ${clusters} c
    join ${runPosts} rp on rp.run_id = ${runId} and rp.cluster_id = c.id
    join ${posts} p on p.id = rp.post_id and p.deleted_at is null
    where ${family} and ${chosen} and not exists (select 1 from ${pins} n where n.post_id = rp.post_id)
    union all
    select n.post_id, coalesce(c.merged_into_id, c.id), null::real, n.decision_id, p.author_id, p.source_id, p.posted_at, p.language, p.signs
    from ${clusters} c
    join ${pins} n on n.cluster_id = c.id
    join ${posts} p on p.id = n.post_id and p.deleted_at is null
    where ${family} and ${chosen}`;
}

/**
 * The person behind a post as a voice: null for staff, bots and authors that are not known. Expects the aliases `a`
 * (the post's author) and `person` (the row that `a.same_as_id` names), both left-joined by `joinVoice`.
 */
export const voice: SQL = sql`case
  when a.is_staff or a.is_bot or person.is_staff or person.is_bot then null else coalesce(a.same_as_id, a.id) end`;

export function joinVoice(authorId: SQL): SQL {
  return sql`left join ${authors} a on a.id = ${authorId} left join ${authors} person on person.id = a.same_as_id`;
}

/**
 * How many people speak, over the grouped rows: distinct voices. Posts whose author is not known may be one person or
 * many, so together they count as one voice, and only where nobody is known.
 */
export function countVoices(voiceColumn: SQL, authorId: SQL): SQL {
  return sql`greatest(count(distinct ${voiceColumn}), max((${authorId} is null)::int))`;
}

/** Literal list of ids: they are numbers, checked here, and as literals they let the planner use the indexes. */
export function idList(ids: readonly number[]): SQL {
  if (!ids.every(Number.isSafeInteger)) throw new TypeError('an id is not an integer');
  return ids.length === 0 ? sql`null::bigint` : sql.raw(ids.join(','));
}

function inFamily(clusterIds: readonly number[]): SQL {
  const roots = idList(clusterIds);
  return sql`(c.merged_into_id in (${roots}) or (c.merged_into_id is null and c.id in (${roots})))`;
}
