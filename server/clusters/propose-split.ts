import { sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';
import { selectEnginePosts } from './engine-post-row.ts';
import { findInThread, type PageOfPosts } from './find-in-thread.ts';
import { getCluster } from './get-cluster.ts';
import { previewSplit, type SplitPreview } from './preview-split.ts';

const MAX_POSTS = 20_000;
const PAGE_SIZE = 1000;
/** Fewer posts have no two parts worth a name. */
const FEWEST_POSTS = 6;

/**
 * Proposes how to split a cluster: the engine looks at its posts alone and makes that many parts of them. The largest
 * part stays, the others would be split off. Nothing is changed.
 * @param parts 2 to 4.
 * @throws AppError `not_found`, `conflict` for a cluster that is too small or too large.
 */
export async function proposeSplit(
  { db }: { db: Queryable },
  { clusterId, parts, signal }: { clusterId: number; parts: number; signal: AbortSignal },
): Promise<SplitPreview> {
  const cluster = await getCluster({ db }, { clusterId });
  if (cluster.postCount < Math.max(FEWEST_POSTS, parts)) {
    throw new AppError(
      'conflict',
      `With ${cluster.postCount === 1 ? '1 post' : `${cluster.postCount} posts`} there is nothing to split.`,
    );
  }
  if (cluster.postCount > MAX_POSTS) {
    throw new AppError(
      'conflict',
      `A split is proposed for up to ${MAX_POSTS} posts. Choose posts by a search instead.`,
    );
  }
  const postIds = await findPostIds({ db }, { filter: { clusterId: cluster.id }, limit: MAX_POSTS });
  const finding = await findInThread(readPages(db, postIds), {
    options: { clusterCount: parts },
    vectorsBy: null,
    signal,
    onRead: () => {},
    onProgress: () => {},
  });
  const [, ...others] = [...finding.clusters].sort((a, b) => b.postIds.length - a.postIds.length);
  const groups = others.map((group) => ({ postIds: [...group.postIds].sort((a, b) => a - b) }));
  return previewSplit({ db }, { clusterId: cluster.id, groups });
}

async function* readPages(db: Queryable, postIds: readonly number[]): AsyncGenerator<PageOfPosts> {
  for (let start = 0; start < postIds.length; start += PAGE_SIZE) {
    const ids = postIds.slice(start, start + PAGE_SIZE);
    const { numbered } = await selectEnginePosts(
      { db },
      { where: sql`${posts.id} = any(${sql.param(ids)}::bigint[])`, limit: PAGE_SIZE },
    );
    yield { posts: numbered, vectors: new Map() };
  }
}
