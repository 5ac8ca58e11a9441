import { eq } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { type Erasure, erasePosts } from './erase-posts.ts';

/** @throws AppError `not_found`. */
export async function erasePost({ db }: { db: Database }, { postId }: { postId: number }): Promise<Erasure> {
  return db.transaction(async (tx) => {
    const [post] = await tx.select({ id: posts.id }).from(posts).where(eq(posts.id, postId));
    if (!post) throw new AppError('not_found', `There is no post ${postId}.`);
    return erasePosts(tx, { postIds: [postId] });
  });
}
