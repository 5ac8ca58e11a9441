import { asc, desc, eq, sql } from 'drizzle-orm';
import { posts, postVersions } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { type PostSummary, selectPostSummaries, toPostSummary } from './post-summary.ts';

export type PostVersionRow = {
  readonly version: number;
  readonly title: string | null;
  readonly text: string;
  readonly replacedAt: Date;
};

export type PostDetail = PostSummary & {
  readonly externalId: string;
  readonly raw: Record<string, unknown> | null;
  /** Earlier texts, newest first. */
  readonly versions: readonly PostVersionRow[];
  /** The conversation it belongs to, itself included, oldest first; empty when it stands alone. */
  readonly thread: readonly PostSummary[];
};

const THREAD_LIMIT = 200;

/** @throws AppError `not_found`. */
export async function getPost({ db }: { db: Queryable }, { postId }: { postId: number }): Promise<PostDetail> {
  const runId = await getCurrentRunId({ db });
  const [[row], [more], versions] = await Promise.all([
    selectPostSummaries({ db }, { runId }).where(eq(posts.id, postId)),
    db
      .select({ externalId: posts.externalId, raw: posts.raw, thread: posts.thread })
      .from(posts)
      .where(eq(posts.id, postId)),
    db
      .select({
        version: postVersions.version,
        title: postVersions.title,
        text: postVersions.text,
        replacedAt: postVersions.replacedAt,
      })
      .from(postVersions)
      .where(eq(postVersions.postId, postId))
      .orderBy(desc(postVersions.version)),
  ]);
  if (!row || !more) throw new AppError('not_found', `There is no post ${postId}.`);

  const thread = more.thread
    ? await selectPostSummaries({ db }, { runId })
        .where(
          sql`${posts.sourceId} = ${row.sourceId} and ${posts.thread} = ${more.thread} and ${posts.deletedAt} is null`,
        )
        .orderBy(sql`${posts.postedAt} asc nulls first`, asc(posts.id))
        .limit(THREAD_LIMIT)
    : [];
  return {
    ...toPostSummary(row),
    externalId: more.externalId,
    raw: more.raw,
    versions,
    thread: thread.length > 1 ? thread.map(toPostSummary) : [],
  };
}
