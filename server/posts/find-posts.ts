import { type SQL, sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { type PostFilter, toPostConditions } from './post-conditions.ts';
import { type PostSummary, selectPostSummaries, toPostSummary } from './post-summary.ts';

/** Where the page before ended. */
export type PostPosition = { readonly postedAt: Date | null; readonly id: number };

/** Posts that are not deleted, newest first; those without a time come last. */
export async function findPosts(
  { db }: { db: Queryable },
  { after, limit = 50, ...filter }: PostFilter & { after?: PostPosition; limit?: number } = {},
): Promise<PostSummary[]> {
  const runId = await getCurrentRunId({ db });
  const { conditions } = await toPostConditions({ db }, { filter, runId, endMembers: endAtPage({ after, limit }) });
  if (after) conditions.push(isAfter(after, { postedAt: sql`${posts.postedAt}`, id: sql`${posts.id}` }));
  const rows = await selectPostSummaries({ db }, { runId })
    .where(sql.join(conditions, sql` and `))
    .orderBy(sql`${posts.postedAt} desc nulls last, ${posts.id} desc nulls last`)
    .limit(limit);
  return rows.map(toPostSummary);
}

/** What a large cluster's page shows is chosen before all of its posts are joined to all that a list says of them. */
function endAtPage({ after, limit }: { after: PostPosition | undefined; limit: number }): SQL {
  const condition = after ? sql`where ${isAfter(after, { postedAt: sql`m.posted_at`, id: sql`m.post_id` })}` : sql``;
  return sql`${condition} order by m.posted_at desc nulls last, m.post_id desc limit ${limit}`;
}

function isAfter(position: PostPosition, { postedAt, id }: { postedAt: SQL; id: SQL }): SQL {
  if (position.postedAt === null) return sql`(${postedAt} is null and ${id} < ${position.id})`;
  const at = sql`${position.postedAt.toISOString()}::timestamptz`;
  return sql`(${postedAt} < ${at} or (${postedAt} = ${at} and ${id} < ${position.id}) or ${postedAt} is null)`;
}
