import { type SQL, sql } from 'drizzle-orm';
import { idList } from '#server/clusters/membership.ts';

/**
 * Passages of posts that are about another cluster than their post is in, in one run as people have changed it: the one
 * definition that every list and every number of them is made from. A passage is gone when its post was written anew or
 * erased, when a person has said where the post belongs, and when its cluster was dismissed, merged with that of the
 * post, or is held apart from it. Never a member: it counts in no `postCount` and no voice.
 *
 * Columns: post_id, cluster_id (a root), start_offset, end_offset, score; one row for each post and root.
 * @param clusterIds roots to limit it to; `postIds` likewise.
 */
export function alsoMembers(
  runId: number,
  { clusterIds, postIds }: { clusterIds?: readonly number[]; postIds?: readonly number[] },
): SQL {
  const roots = clusterIds === undefined ? sql`true` : sql`root.id in (${idList(clusterIds)})`;
  const chosen = postIds === undefined ? sql`true` : sql`x.post_id in (${idList(postIds)})`;
  const home = sql`coalesce(h.merged_into_id, h.id)`;
  return sql`
    select distinct on (x.post_id, root.id) x.post_id, root.id as cluster_id, x.start_offset, x.end_offset, x.score
    from run_passages x
    join clusters c on c.id = x.cluster_id
    join clusters root on root.id = coalesce(c.merged_into_id, c.id) and root.state = 'open'
    join posts p on p.id = x.post_id and p.deleted_at is null and p.content_hash = x.content_hash
    left join run_posts rp on rp.run_id = x.run_id and rp.post_id = x.post_id
    left join clusters h on h.id = rp.cluster_id
    where x.run_id = ${runId} and ${roots} and ${chosen} and ${home} is distinct from root.id
      and not exists (select 1 from pins n where n.post_id = x.post_id)
      and not exists (
        select 1 from apart_clusters a join clusters l on l.id = a.low_id join clusters g on g.id = a.high_id
        where (coalesce(l.merged_into_id, l.id), coalesce(g.merged_into_id, g.id)) in ((root.id, ${home}), (${home}, root.id)))
    order by x.post_id, root.id, x.score desc, x.start_offset`;
}
