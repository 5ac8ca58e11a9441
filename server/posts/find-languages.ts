import type { Queryable } from '#server/database/database.ts';
import { tallyPosts } from './tally-posts.ts';

const SHOWN_COUNT = 30;

/** The languages that most posts are written in, the most frequent first; among many posts, as of half a minute ago. */
export async function findLanguages({ db }: { db: Queryable }): Promise<string[]> {
  const { languages } = await tallyPosts({ db });
  return [...languages]
    .sort(([a, aCount], [b, bCount]) => bCount - aCount || (a < b ? -1 : 1))
    .slice(0, SHOWN_COUNT)
    .map(([language]) => language);
}
