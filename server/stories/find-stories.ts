import { inArray, sql } from 'drizzle-orm';
import { runClusters } from '#db/schema.ts';
import { findQuotableSpan } from '#pipelines/drafts/find-quotable-span.ts';
import type { ClusterSummary } from '#server/clusters/cluster-summary.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { type ClusterPosition, findClusters } from '#server/clusters/find-clusters.ts';
import type { Queryable } from '#server/database/database.ts';
import { findPostsByIds } from '#server/posts/find-posts-by-ids.ts';
import type { PostSummary } from '#server/posts/post-summary.ts';

/** Words of a member, exactly as stored. Who said them is left out on purpose. */
export type StoryQuote = {
  readonly postId: number;
  readonly words: string;
  /** Whether the post goes on before or after: shown as an ellipsis outside the words. */
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
  readonly place: string;
  readonly language: string | null;
  readonly permalink: string | null;
  readonly postedAt: Date | null;
};
export type Story = Pick<
  ClusterSummary,
  'id' | 'title' | 'terms' | 'postCount' | 'voiceCount' | 'firstSeenAt' | 'lastSeenAt' | 'weeks'
> & { readonly rank: number; readonly quotes: readonly StoryQuote[] };

const QUOTES_PER_STORY = 3;

/** Ways members use the product: open use-case clusters by rank, with words that may be read but name nobody. */
export async function findStories(
  { db }: { db: Queryable },
  { q, after, limit = 20 }: { q?: string; after?: ClusterPosition | undefined; limit?: number } = {},
): Promise<Story[]> {
  const filter = { kind: 'use_case', state: 'open', sort: 'rank', limit } as const;
  const clusters = await findClusters({ db }, { ...filter, ...(q ? { q } : {}), ...(after ? { after } : {}) });
  const runId = await getCurrentRunId({ db });
  if (runId === null || clusters.length === 0) return [];
  const ids = clusters.map(({ id }) => id);
  const found = await db
    .select({ clusterId: runClusters.clusterId, postIds: runClusters.exemplarPostIds })
    .from(runClusters)
    .where(sql`${runClusters.runId} = ${runId} and ${inArray(runClusters.clusterId, ids)}`);
  const posts = await findPostsByIds({ db }, { postIds: [...new Set(found.flatMap(({ postIds }) => postIds))] });
  return clusters.map(({ id, title, terms, postCount, voiceCount, firstSeenAt, lastSeenAt, weeks, rank }) => ({
    ...{ id, title, terms, postCount, voiceCount, firstSeenAt, lastSeenAt, weeks, rank },
    // A post that a person moved elsewhere since the run no longer tells this story.
    quotes: posts
      .filter((post) => post.cluster?.id === id && !post.author?.isStaff && !post.author?.isBot)
      .flatMap(
        (post) =>
          quoteOf(
            post,
            terms.map(({ term }) => term),
          ) ?? [],
      )
      .slice(0, QUOTES_PER_STORY),
  }));
}

function quoteOf(post: PostSummary, terms: readonly string[]): StoryQuote | null {
  const span = findQuotableSpan(post.text, terms);
  if (!span) return null;
  const { startOffset, endOffset } = span;
  return {
    postId: post.id,
    words: post.text.slice(startOffset, endOffset),
    isCutBefore: post.text.slice(0, startOffset).trim() !== '',
    isCutAfter: post.text.slice(endOffset).trim() !== '',
    place: post.source.platform ?? post.source.name,
    language: post.language,
    permalink: post.url,
    postedAt: post.postedAt,
  };
}
