import { type SQL, sql } from 'drizzle-orm';
import { clusters, type Kind, pins, posts, runPosts, type Sign } from '#db/schema.ts';
import { membership } from '#server/clusters/membership.ts';
import { type Standing, withVoiced } from '#server/clusters/voiced-members.ts';
import type { Queryable } from '#server/database/database.ts';
import { matchWords, type WordMatch } from './match-words.ts';
import { placement } from './post-summary.ts';

export type PostFilter = {
  /** What must stand in title or text, or how the author's name begins; see `parseQuery`. */
  readonly q?: string;
  readonly sourceId?: number;
  readonly language?: string;
  readonly kind?: Kind;
  /** Whether it is in a cluster. */
  readonly placed?: boolean;
  readonly clusterId?: number;
  /** Of the posts of `clusterId`, those that count for it, or are left out as staff's, bots' or copies. */
  readonly standing?: Standing;
  /** With words that show it; with `clusterId`, of the posts that count for the cluster. */
  readonly sign?: Sign;
  readonly from?: Date;
  readonly to?: Date;
};

export type PostConditions = {
  readonly conditions: SQL[];
  /** Those of them that hold for a post itself, wherever it is placed. */
  readonly own: readonly SQL[];
  /** The others. */
  readonly placing: readonly SQL[];
  /** What was searched for; null without a search. */
  readonly match: WordMatch | null;
};

/** A filter over `posts` and the tables of `joinPlacement`. @param endMembers see `findPosts`. */
export async function toPostConditions(
  { db }: { db: Queryable },
  { filter, runId, endMembers }: { filter: PostFilter; runId: number | null; endMembers?: SQL },
): Promise<PostConditions> {
  const own: SQL[] = [sql`${posts.deletedAt} is null`];
  const placing: SQL[] = [];
  const match = filter.q?.trim() ? await matchWords({ db }, { q: filter.q }) : null;
  if (filter.q?.trim()) own.push(match?.condition ?? sql`false`);
  if (filter.sourceId !== undefined) own.push(sql`${posts.sourceId} = ${filter.sourceId}`);
  if (filter.language) own.push(sql`${posts.language} = ${filter.language}`);
  if (filter.kind) placing.push(sql`${runPosts.kind} = ${filter.kind}`);
  if (filter.from) own.push(sql`${posts.postedAt} >= ${filter.from.toISOString()}::timestamptz`);
  if (filter.to) own.push(sql`${posts.postedAt} < ${filter.to.toISOString()}::timestamptz`);
  if (filter.sign) own.push(sql`${posts.signs} @> array[${filter.sign}]::text[]`);
  if (filter.placed === true) placing.push(sql`${placement} is not null`);
  if (filter.placed === false) placing.push(sql`${placement} is null`);
  if (filter.clusterId !== undefined) {
    const isOnly = own.length === 1 && placing.length === 0;
    const end = isOnly && runId !== null ? endMembers : undefined;
    const members = runId === null ? sql`select null::bigint` : findMembers(runId, filter);
    placing.push(sql`${posts.id} in (${members} ${end ?? sql``})`);
  }
  return { conditions: [...own, ...placing], own, placing, match };
}

/** Where `posts` are placed, for conditions over them; what a condition does not ask for, the planner leaves out. */
export function joinPlacement(runId: number | null): SQL {
  return sql`left join ${runPosts} on ${runPosts.runId} = ${runId}::bigint and ${runPosts.postId} = ${posts.id}
    left join ${pins} on ${pins.postId} = ${posts.id}
    left join ${clusters} on ${clusters.id} = case when ${pins.postId} is null then ${runPosts.clusterId} else ${pins.clusterId} end`;
}

function findMembers(runId: number, { clusterId = 0, standing, sign }: PostFilter): SQL {
  const counted = standing ?? (sign ? 'counted' : undefined);
  if (counted)
    return sql`${withVoiced({ runId, clusterId })}
      select m.post_id from (select * from voiced v where v.standing = ${counted}) m`;
  return sql`select m.post_id from (${membership(runId, { clusterIds: [clusterId] })}) m`;
}
