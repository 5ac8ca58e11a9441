import type { Queryable } from '#server/database/database.ts';
import { tallyPosts } from './tally-posts.ts';

/** How many posts there are that their source has not deleted; a large number may be half a minute old. */
export async function countPosts({ db }: { db: Queryable }): Promise<number> {
  const { postCount } = await tallyPosts({ db });
  return postCount;
}
