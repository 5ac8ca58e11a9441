import { sql } from 'drizzle-orm';
import type { ThreadPosition } from '#pipelines/kinds/read-features.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';

/** Where each post stands in its thread, as `placeInThreads` has it. */
export async function readPositions(
  { db }: { db: Queryable },
  { ids }: { ids: readonly number[] },
): Promise<Map<number, ThreadPosition>> {
  const { rows } = await db.execute<{ id: string; place: ThreadPosition }>(sql`
    select p.id, case
      when opener.id = p.id then 'opener'
      when opener.author_id = p.author_id then 'own_reply'
      else 'reply' end as place
    from posts p
    join lateral (
      select o.id, o.author_id from posts o
      where o.source_id = p.source_id and o.thread = p.thread and o.deleted_at is null
      order by o.posted_at asc nulls last, o.external_id
      limit 1
    ) opener on true
    where p.thread is not null and p.id in (${idList(ids)})`);
  return new Map(rows.map(({ id, place }) => [Number(id), place]));
}
