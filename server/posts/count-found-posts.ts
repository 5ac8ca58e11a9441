import { sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { areManyFound } from './estimate-found.ts';
import { joinPlacement, type PostFilter, toPostConditions } from './post-conditions.ts';

/** Beyond it, a number tells nobody more than that they are many. */
export const MOST_COUNTED = 1000;

/** How many posts a filter leaves, not counted beyond `MOST_COUNTED` (then it is that number plus one). */
export async function countFoundPosts({ db }: { db: Queryable }, filter: PostFilter): Promise<number> {
  const runId = await getCurrentRunId({ db });
  const { conditions, match } = await toPostConditions({ db }, { filter, runId });
  const isRare = match !== null && !(await areManyFound({ db }, { condition: match.condition }));
  const { rows } = await db.execute<{ post_count: number }>(sql`
    with found as ${isRare ? sql`materialized` : sql`not materialized`} (
      select 1 from ${posts} ${joinPlacement(runId)} where ${sql.join(conditions, sql` and `)})
    select count(*)::int as post_count from (select 1 from found limit ${MOST_COUNTED + 1}) some_found`);
  return rows[0]?.post_count ?? 0;
}
