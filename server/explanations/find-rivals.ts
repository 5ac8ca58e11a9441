import { sql } from 'drizzle-orm';
import type { ClusterTerm } from '#db/schema.ts';
import { stem } from '#pipelines/text/stem.ts';
import { membership } from '#server/clusters/membership.ts';
import { takeEvenly } from '#server/clusters/take-evenly.ts';
import type { Queryable } from '#server/database/database.ts';
import type { PostSummary } from '#server/posts/post-summary.ts';

/** A cluster, other than its own, whose terms a post says. */
export type Rival = {
  readonly cluster: { readonly id: number; readonly title: string };
  /** An even part of its posts, from the best fitting to the least. */
  readonly postIds: readonly number[];
  /** Its terms that the post does not say, strongest first. */
  readonly missingTerms: readonly string[];
};

/** The second-best cluster is among so many whose terms the post says most of; reading more takes as long again for each. */
const MAX_RIVALS = 6;
const POSTS_READ = 30;
/** Words with another beginning have another stem. */
const PREFIX = 3;

/** The clusters whose terms a post says most of, the post's own one left out. @param stems of the post. */
export async function findRivals(
  { db }: { db: Queryable },
  {
    runId,
    stems,
    language,
    post,
  }: { runId: number; stems: ReadonlySet<string>; language: string | null; post: Pick<PostSummary, 'id' | 'cluster'> },
): Promise<Rival[]> {
  const { rows } = await db.execute<{ id: number; title: string; terms: ClusterTerm[] }>(sql`
    select c.id::float8 as id, coalesce(c.name, rc.title) as title, rc.terms
    from run_clusters rc join clusters c on c.id = rc.cluster_id and c.merged_into_id is null
    where rc.run_id = ${runId} and rc.post_count > 0 and c.id <> ${post.cluster?.id ?? 0}`);
  const isSaid = createTermTest(stems, language ?? 'en');
  const chosen = rows
    .map((row) => ({ ...row, share: measureShare(row.terms, isSaid) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || a.id - b.id)
    .slice(0, MAX_RIVALS);
  const members = await findMembers(
    db,
    runId,
    chosen.map(({ id }) => id),
  );
  return chosen.map(({ id, title, terms }) => ({
    cluster: { id, title },
    postIds: takeEvenly(
      (members.get(id) ?? []).filter((postId) => postId !== post.id),
      POSTS_READ,
    ),
    missingTerms: terms.map(({ term }) => term).filter((term) => !isSaid(term)),
  }));
}

/** What the post says of a cluster's terms: cosine to their weights, as far as each is said or not. */
function measureShare(terms: readonly ClusterTerm[], isSaid: (term: string) => boolean): number {
  let said = 0;
  let square = 0;
  for (const { term, weight } of terms) {
    square += weight * weight;
    if (isSaid(term)) said += weight;
  }
  return square === 0 ? 0 : said / Math.sqrt(square);
}

/** A term of several words is said where all of them are. */
function createTermTest(stems: ReadonlySet<string>, language: string): (term: string) => boolean {
  const beginnings = new Set([...stems].map((said) => said.slice(0, PREFIX)));
  return (term) =>
    term
      .toLowerCase()
      .split(' ')
      .every((word) => beginnings.has(word.slice(0, PREFIX)) && (stems.has(word) || stems.has(stem(word, language))));
}

async function findMembers(
  db: Queryable,
  runId: number,
  clusterIds: readonly number[],
): Promise<Map<number, number[]>> {
  const members = new Map<number, number[]>();
  if (clusterIds.length === 0) return members;
  const { rows } = await db.execute<{ post_id: number; cluster_id: number }>(sql`
    select m.post_id::float8 as post_id, m.cluster_id::float8 as cluster_id
    from (${membership(runId, { clusterIds })}) m order by m.score desc nulls last, m.post_id limit 20000`);
  for (const { post_id: postId, cluster_id: clusterId } of rows) {
    const known = members.get(clusterId);
    if (known) known.push(postId);
    else members.set(clusterId, [postId]);
  }
  return members;
}
