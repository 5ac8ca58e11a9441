import type { Database } from '#server/database/database.ts';
import { countErased, type Erased, type Erasure, erasePosts } from './erase-posts.ts';

/** On the embedded database pages wait for one part at a time; smaller ones would cost more in all than they let by. */
export const ERASED_AT_ONCE = 250;

/**
 * Erases any number of posts, some at a time, so that pages are answered in between. Whoever is interrupted erases the
 * same posts again: those that are gone are passed over.
 */
export async function eraseInParts(
  { db }: { db: Database },
  { postIds, atOnce = ERASED_AT_ONCE }: { postIds: readonly number[]; atOnce?: number },
): Promise<Erasure> {
  const parts: Erased[] = [];
  for (let start = 0; start < postIds.length; start += atOnce) {
    const part = postIds.slice(start, start + atOnce);
    parts.push(await db.transaction((tx) => erasePosts(tx, { postIds: part })));
  }
  return countErased(parts);
}
