import { and, eq, inArray, sql } from 'drizzle-orm';
import { clusters, type Kind, runClusters } from '#db/schema.ts';
import { cutSnippet, type Snippet } from '#pipelines/search/cut-snippet.ts';
import { createHitFinder } from '#pipelines/search/find-hits.ts';
import { clusterColumns } from '#server/clusters/cluster-summary.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { findPostsByIds } from '#server/posts/find-posts-by-ids.ts';
import type { PostSummary } from '#server/posts/post-summary.ts';
import type { SuggestionRow } from './find-suggestions.ts';

/** A post that shows what a suggestion is about: the part where its terms stand, and where in it. */
export type EvidencePost = Pick<PostSummary, 'id' | 'author' | 'source' | 'postedAt' | 'language'> & Snippet;
export type DescribedSuggestion = SuggestionRow & {
  /** As `clusterIds`, under their own names; those that the current run does not have are left out. */
  readonly clusters: readonly {
    readonly id: number;
    readonly title: string;
    readonly kind: Kind;
    readonly postCount: number;
    readonly voiceCount: number;
    /** That nearly all of its posts are in; null for mixed ones and where they do not say. */
    readonly language: string | null;
  }[];
  /** Some of the posts that would go elsewhere; of clusters that only read alike, one post of each. */
  readonly evidence: readonly EvidencePost[];
};

const EVIDENCE_POSTS = 3;
/** As `pairClusters` has it: below, a cluster speaks several languages. */
const SPOKEN_SHARE = 0.7;
const SNIPPET_LENGTH = 260;

/** Suggestions with all that somebody needs to answer them. */
export async function describeSuggestions(
  { db }: { db: Queryable },
  { suggestions }: { suggestions: readonly SuggestionRow[] },
): Promise<DescribedSuggestion[]> {
  const clusterIds = [...new Set(suggestions.flatMap((suggestion) => suggestion.clusterIds))];
  const named = await nameClusters(db, clusterIds);
  const evidenceIds = (suggestion: SuggestionRow) =>
    suggestion.postIds.length > 0
      ? suggestion.postIds.slice(0, EVIDENCE_POSTS)
      : suggestion.clusterIds.flatMap((id) => named.get(id)?.exemplarPostIds[0] ?? []);
  const posts = await findPostsByIds({ db }, { postIds: [...new Set(suggestions.flatMap(evidenceIds))] });
  const byId = new Map(posts.map((post) => [post.id, post]));
  return suggestions.map((suggestion) => ({
    ...suggestion,
    clusters: suggestion.clusterIds.flatMap((id) => {
      const cluster = named.get(id);
      return cluster ? [cluster.shown] : [];
    }),
    evidence: evidenceIds(suggestion).flatMap((id) => {
      const post = byId.get(id);
      return post ? [toEvidence(post, suggestion.terms)] : [];
    }),
  }));
}

async function nameClusters(db: Queryable, clusterIds: readonly number[]) {
  const runId = await getCurrentRunId({ db });
  if (runId === null || clusterIds.length === 0) return new Map<number, never>();
  const { id, title, kind, postCount, voiceCount } = clusterColumns;
  const language = sql<string | null>`case when (${runClusters.languages}->0->>1)::int >= ${SPOKEN_SHARE}::real *
    (select sum((l->>1)::int) from jsonb_array_elements(${runClusters.languages}) l) then ${runClusters.languages}->0->>0 end`;
  const rows = await db
    .select({ id, title, kind, postCount, voiceCount, language, exemplarPostIds: runClusters.exemplarPostIds })
    .from(clusters)
    .innerJoin(runClusters, and(eq(runClusters.clusterId, clusters.id), eq(runClusters.runId, runId)))
    .where(inArray(clusters.id, [...clusterIds]));
  return new Map(rows.map(({ exemplarPostIds, ...shown }) => [shown.id, { shown, exemplarPostIds }]));
}

function toEvidence(post: PostSummary, terms: readonly string[]): EvidencePost {
  const findHits = createHitFinder(terms.map((text) => ({ text, isExcluded: false, isPrefix: false })));
  const { id, author, source, postedAt, language } = post;
  const text = post.title ? `${post.title}\n${post.text}` : post.text;
  return { id, author, source, postedAt, language, ...cutSnippet(text, findHits(text), SNIPPET_LENGTH) };
}
