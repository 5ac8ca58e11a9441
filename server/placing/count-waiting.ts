import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';

const PAGE_SIZE = 5000;

/** How many posts a run does not know, or not as they read now. */
export async function countWaiting({ db }: { db: Queryable }, { runId }: { runId: number }): Promise<number> {
  let count = 0;
  for (let after = 0; ; ) {
    const { rows } = await db.execute<{ last_id: string | null; row_count: number; waiting: number }>(sql`
      select max(p.id) as last_id, count(*)::int as row_count,
        (count(*) filter (where p.deleted_at is null and rp.post_version is distinct from p.version))::int as waiting
      from (select id, version, deleted_at from posts where id > ${after} order by id limit ${PAGE_SIZE}) p
      left join run_posts rp on rp.run_id = ${runId} and rp.post_id = p.id`);
    const [page] = rows;
    count += page?.waiting ?? 0;
    if (!page || page.last_id === null || page.row_count < PAGE_SIZE) return count;
    after = Number(page.last_id);
  }
}
