import { sql } from 'drizzle-orm';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { membership } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';

/** More points than this no screen can tell apart; beyond it the best fitting of each cluster are sent. */
const MOST_POINTS = 200_000;

/**
 * The posts of all clusters for the map, as numbers: for each cluster its id, its count of posts, then their ids,
 * the best fitting first. A post's place follows from its rank; see `app/map/sunflower.ts`.
 */
export async function findMapPosts({ db }: { db: Queryable }): Promise<Float64Array> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return new Float64Array();
  const { rows } = await db.execute<{ cluster_id: number; post_ids: number[] }>(sql`
    select m.cluster_id::float8 as cluster_id,
      array_agg(m.post_id::float8 order by m.score desc nulls first, m.post_id) as post_ids
    from (${membership(runId)}) m group by 1 order by 1`);
  const total = rows.reduce((sum, { post_ids }) => sum + post_ids.length, 0);
  const share = Math.min(1, MOST_POINTS / Math.max(1, total));
  const numbers: number[] = [];
  for (const { cluster_id: clusterId, post_ids: postIds } of rows) {
    const count = Math.max(1, Math.floor(postIds.length * share));
    numbers.push(clusterId, count);
    for (const id of postIds.slice(0, count)) numbers.push(id);
  }
  return Float64Array.from(numbers);
}
