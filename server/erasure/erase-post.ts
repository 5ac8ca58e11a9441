import { eq } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { eraseInParts } from './erase-in-parts.ts';
import type { Erasure } from './erase-posts.ts';

/** @throws AppError `not_found`. */
export async function erasePost({ db }: { db: Database }, { postId }: { postId: number }): Promise<Erasure> {
  const [post] = await db.select({ id: posts.id }).from(posts).where(eq(posts.id, postId));
  if (!post) throw new AppError('not_found', `There is no post ${postId}.`);
  return eraseInParts({ db }, { postIds: [postId] });
}
