import { desc, inArray } from 'drizzle-orm';
import { posts, postVersions } from '#db/schema.ts';
import type { PostVersion } from '#pipelines/evidence/hash-version.ts';
import type { Queryable } from '#server/database/database.ts';

/** All stored versions of posts, newest first; none of a post that its source deleted. */
export async function readVersions(
  { db }: { db: Queryable },
  { postIds }: { postIds: readonly number[] },
): Promise<Map<number, PostVersion[]>> {
  if (postIds.length === 0) return new Map();
  const ids = [...new Set(postIds)];
  const current = await db
    .select({
      id: posts.id,
      title: posts.title,
      text: posts.text,
      contentHash: posts.contentHash,
      deletedAt: posts.deletedAt,
    })
    .from(posts)
    .where(inArray(posts.id, ids));
  const earlier = await db
    .select({
      postId: postVersions.postId,
      title: postVersions.title,
      text: postVersions.text,
      contentHash: postVersions.contentHash,
    })
    .from(postVersions)
    .where(inArray(postVersions.postId, ids))
    .orderBy(desc(postVersions.version));
  return new Map(
    current.map(({ id, deletedAt, ...version }) => [
      id,
      deletedAt ? [] : [version, ...earlier.filter(({ postId }) => postId === id).map(({ postId: _, ...old }) => old)],
    ]),
  );
}
