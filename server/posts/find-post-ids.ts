import { sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { joinPlacement, type PostFilter, toPostConditions } from './post-conditions.ts';

/** Ids of the posts that a filter leaves, ascending. */
export async function findPostIds(
  { db }: { db: Queryable },
  { filter, limit }: { filter: PostFilter; limit: number },
): Promise<number[]> {
  const runId = await getCurrentRunId({ db });
  const { conditions } = await toPostConditions({ db }, { filter, runId });
  const { rows } = await db.execute<{ id: string }>(sql`
    select ${posts.id} as id from ${posts} ${joinPlacement(runId)}
    where ${sql.join(conditions, sql` and `)} order by ${posts.id} limit ${limit}`);
  return rows.map(({ id }) => Number(id));
}
