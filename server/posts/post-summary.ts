import { sql } from 'drizzle-orm';
import {
  authors,
  clusters,
  type Kind,
  pins,
  posts,
  runClusters,
  runPosts,
  sources,
  type TextFormat,
} from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

/** A post as lists show it: with who wrote it, where, and where it is placed now. */
export type PostSummary = {
  readonly id: number;
  readonly title: string | null;
  readonly text: string;
  readonly format: TextFormat;
  readonly language: string | null;
  readonly url: string | null;
  readonly channel: string | null;
  readonly postedAt: Date | null;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly version: number;
  readonly contentHash: string;
  readonly author: {
    readonly id: number;
    readonly name: string | null;
    readonly isStaff: boolean;
    readonly isBot: boolean;
  } | null;
  readonly source: { readonly id: number; readonly name: string; readonly platform: string | null };
  readonly cluster: { readonly id: number; readonly title: string } | null;
  readonly kind: Kind | null;
  /** 0 to 1: how well the run found it to fit; null when a person or no run placed it. */
  readonly score: number | null;
  readonly isPinned: boolean;
};

/** Id of the root cluster that `posts` is in now: a pin outranks the run, a merged cluster stands for its root. */
export const placement = sql<
  number | null
>`case when ${posts.deletedAt} is null then coalesce(${clusters.mergedIntoId}, ${clusters.id}) end`;

/**
 * The columns of a `PostSummary` over every post, placed as in `runId`; the caller adds its conditions and order.
 * `runId` is null before the first clustering run.
 */
export function selectPostSummaries({ db }: { db: Queryable }, { runId }: { runId: number | null }) {
  return db
    .select({
      id: posts.id,
      title: posts.title,
      text: posts.text,
      format: posts.format,
      language: posts.language,
      url: posts.url,
      channel: posts.channel,
      postedAt: posts.postedAt,
      editedAt: posts.editedAt,
      deletedAt: posts.deletedAt,
      version: posts.version,
      contentHash: posts.contentHash,
      authorId: posts.authorId,
      authorName: authors.name,
      isStaff: authors.isStaff,
      isBot: authors.isBot,
      sourceId: posts.sourceId,
      sourceName: sources.name,
      platform: sources.platform,
      clusterId: placement,
      clusterTitle: sql<string | null>`coalesce(
        (select root.name from clusters root where root.id = coalesce(${clusters.mergedIntoId}, ${clusters.id})),
        (select rc.title from ${runClusters} rc
          where rc.run_id = ${runId}::bigint and rc.cluster_id = coalesce(${clusters.mergedIntoId}, ${clusters.id})))`,
      kind: runPosts.kind,
      score: sql<number | null>`case when ${pins.postId} is null then ${runPosts.score} end`,
      isPinned: sql<boolean>`${pins.postId} is not null`,
    })
    .from(posts)
    .innerJoin(sources, sql`${sources.id} = ${posts.sourceId}`)
    .leftJoin(authors, sql`${authors.id} = ${posts.authorId}`)
    .leftJoin(runPosts, sql`${runPosts.runId} = ${runId}::bigint and ${runPosts.postId} = ${posts.id}`)
    .leftJoin(pins, sql`${pins.postId} = ${posts.id}`)
    .leftJoin(
      clusters,
      sql`${clusters.id} = case when ${pins.postId} is null then ${runPosts.clusterId} else ${pins.clusterId} end`,
    )
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectPostSummaries>>[number];

export function toPostSummary(row: Row): PostSummary {
  const { authorId, authorName, isStaff, isBot, sourceId, sourceName, platform, clusterId, clusterTitle, ...post } =
    row;
  return {
    ...post,
    author:
      authorId === null ? null : { id: authorId, name: authorName, isStaff: isStaff ?? false, isBot: isBot ?? false },
    source: { id: sourceId, name: sourceName, platform },
    cluster: clusterId === null ? null : { id: Number(clusterId), title: clusterTitle ?? `Cluster ${clusterId}` },
  };
}
