import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';

/** Lays what people said of kinds over what a run says, for all corrected posts or for one. */
export async function applyCorrections(
  tx: Queryable,
  { runId, postId = null }: { runId: number; postId?: number | null },
): Promise<void> {
  await tx.execute(sql`
    update run_posts rp
    set kinds = said.kinds,
        kind = case when rp.kind = any (said.kinds) then rp.kind else coalesce(said.kinds[1], 'other') end
    from (
      select r.post_id, array(
        select told.kind from unnest(r.kinds) with ordinality as told (kind, place)
        where not exists (
          select 1 from kind_corrections c where c.post_id = r.post_id and c.kind = told.kind and not c.holds)
        order by told.place
      ) || array(
        select c.kind from kind_corrections c
        where c.post_id = r.post_id and c.holds and not c.kind = any (r.kinds)
        order by c.kind
      ) as kinds
      from run_posts r
      where r.run_id = ${runId}
        and (${postId}::bigint is null or r.post_id = ${postId}::bigint)
        and r.post_id in (select post_id from kind_corrections)
    ) said
    where rp.run_id = ${runId} and rp.post_id = said.post_id and rp.kinds is distinct from said.kinds`);
}
