import { type SQL, sql } from 'drizzle-orm';
import { authors, type Kind, posts, runPosts } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { membership } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { type PostSummary, placement, selectPostSummaries, toPostSummary } from './post-summary.ts';

export type PostFilter = {
  /** Words that must stand in title or text, in any case. */
  readonly q?: string;
  readonly sourceId?: number;
  readonly language?: string;
  readonly kind?: Kind;
  /** Whether it is in a cluster. */
  readonly placed?: boolean;
  readonly clusterId?: number;
  readonly from?: Date;
  readonly to?: Date;
};
/** Where the page before ended. */
export type PostPosition = { readonly postedAt: Date | null; readonly id: number };

/** Posts that are not deleted, newest first; those without a time come last. */
export async function findPosts(
  { db }: { db: Queryable },
  { after, limit = 50, ...filter }: PostFilter & { after?: PostPosition; limit?: number } = {},
): Promise<PostSummary[]> {
  const runId = await getCurrentRunId({ db });
  const page = { after, limit };
  const conditions = [sql`${posts.deletedAt} is null`, ...toConditions(filter, runId, page)];
  if (after) conditions.push(isAfter(after, { postedAt: sql`${posts.postedAt}`, id: sql`${posts.id}` }));
  const rows = await selectPostSummaries({ db }, { runId })
    .where(sql.join(conditions, sql` and `))
    .orderBy(sql`${posts.postedAt} desc nulls last, ${posts.id} desc nulls last`)
    .limit(limit);
  return rows.map(toPostSummary);
}

type Page = { readonly after: PostPosition | undefined; readonly limit: number };

function toConditions(filter: PostFilter, runId: number | null, page: Page): SQL[] {
  const conditions: SQL[] = [];
  for (const word of filter.q?.trim().split(/\s+/).filter(Boolean).slice(0, 10) ?? []) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(
      sql`(${posts.text} ilike ${pattern} or ${posts.title} ilike ${pattern} or ${authors.name} ilike ${pattern})`,
    );
  }
  if (filter.sourceId !== undefined) conditions.push(sql`${posts.sourceId} = ${filter.sourceId}`);
  if (filter.language) conditions.push(sql`${posts.language} = ${filter.language}`);
  if (filter.kind) conditions.push(sql`${runPosts.kind} = ${filter.kind}`);
  if (filter.from) conditions.push(sql`${posts.postedAt} >= ${filter.from.toISOString()}::timestamptz`);
  if (filter.to) conditions.push(sql`${posts.postedAt} < ${filter.to.toISOString()}::timestamptz`);
  if (filter.placed === true) conditions.push(sql`${placement} is not null`);
  if (filter.placed === false) conditions.push(sql`${placement} is null`);
  if (filter.clusterId !== undefined) {
    const isOnlyFilter = conditions.length === 0;
    const members = runId === null ? sql`select null::bigint` : findMembers(runId, filter.clusterId);
    conditions.push(sql`${posts.id} in (${members} ${isOnlyFilter && runId !== null ? endAtPage(page) : sql``})`);
  }
  return conditions;
}

function findMembers(runId: number, clusterId: number): SQL {
  return sql`select m.post_id from (${membership(runId, { clusterIds: [clusterId] })}) m`;
}

/** What a large cluster's page shows is chosen before all of its posts are joined to all that a list says of them. */
function endAtPage({ after, limit }: Page): SQL {
  const condition = after ? sql`where ${isAfter(after, { postedAt: sql`m.posted_at`, id: sql`m.post_id` })}` : sql``;
  return sql`${condition} order by m.posted_at desc nulls last, m.post_id desc limit ${limit}`;
}

function isAfter(position: PostPosition, { postedAt, id }: { postedAt: SQL; id: SQL }): SQL {
  if (position.postedAt === null) return sql`(${postedAt} is null and ${id} < ${position.id})`;
  const at = sql`${position.postedAt.toISOString()}::timestamptz`;
  return sql`(${postedAt} < ${at} or (${postedAt} = ${at} and ${id} < ${position.id}) or ${postedAt} is null)`;
}
