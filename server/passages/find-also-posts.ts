import { sql } from 'drizzle-orm';
import { readWords } from '#pipelines/explanation/read-words.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { findPostsByIds } from '#server/posts/find-posts-by-ids.ts';
import type { PostSummary } from '#server/posts/post-summary.ts';
import { alsoMembers } from './also-members.ts';

/** A post of another cluster, or of none, that has a passage about this one. */
export type AlsoPost = {
  readonly post: PostSummary;
  readonly start: number;
  readonly end: number;
  /** `post.text.slice(start, end)`. */
  readonly quote: string;
  /** 0 to 1: how like the nearest posts of the cluster the passage is. */
  readonly score: number;
  /** Terms of the cluster that stand in the passage. */
  readonly terms: readonly string[];
};

/** Where the page before ended. */
export type AlsoPosition = { readonly score: number; readonly id: number };

/** Passages about a cluster in posts that are not in it, those that fit best first. @param clusterId a root. */
export async function findAlsoPosts(
  { db }: { db: Queryable },
  { clusterId, after, limit }: { clusterId: number; after?: AlsoPosition | undefined; limit: number },
): Promise<AlsoPost[]> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return [];
  const from = after
    ? sql`where a.score < ${after.score}::real or (a.score = ${after.score}::real and a.post_id > ${after.id})`
    : sql``;
  const { rows } = await db.execute<{ post_id: string; start_offset: number; end_offset: number; score: number }>(sql`
    select a.* from (${alsoMembers(runId, { clusterIds: [clusterId] })}) a ${from}
    order by a.score desc, a.post_id limit ${limit}`);
  const posts = await findPostsByIds({ db }, { postIds: rows.map((row) => Number(row.post_id)) });
  const byId = new Map(posts.map((post) => [post.id, post]));
  const isTerm = await readTerms(db, { runId, clusterId });
  return rows.flatMap((row) => {
    const post = byId.get(Number(row.post_id));
    if (!post) return [];
    const quote = post.text.slice(row.start_offset, row.end_offset);
    return {
      ...{ post, start: row.start_offset, end: row.end_offset, quote, score: row.score },
      terms: isTerm(quote, post.language ?? 'en'),
    };
  });
}

export async function countAlsoPosts({ db }: { db: Queryable }, { clusterId }: { clusterId: number }): Promise<number> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return 0;
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (${alsoMembers(runId, { clusterIds: [clusterId] })}) a`,
  );
  return rows[0]?.count ?? 0;
}

/** Tells which of a cluster's terms stand in a text, in the order of the terms. */
async function readTerms(
  db: Queryable,
  { runId, clusterId }: { runId: number; clusterId: number },
): Promise<(text: string, language: string) => string[]> {
  const { rows } = await db.execute<{ term: string }>(sql`
    select t.term->>'term' as term from run_clusters rc, jsonb_array_elements(rc.terms) with ordinality t(term, place)
    where rc.run_id = ${runId} and rc.cluster_id = ${clusterId} order by t.place`);
  return (text, language) => {
    const said = new Set(readWords(text, language).map(({ stem }) => stem));
    return rows.map(({ term }) => term).filter((term) => readWords(term, language).some(({ stem }) => said.has(stem)));
  };
}
