import { and, eq, inArray } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { type Erasure, erasePosts, NOTHING_ERASED } from './erase-posts.ts';

/** Erases posts by the ids that their source knows them by, in the caller's transaction. Ids not stored are passed over. */
export async function eraseByExternalIds(
  tx: Queryable,
  { sourceId, externalIds }: { sourceId: number; externalIds: readonly string[] },
): Promise<Erasure> {
  if (externalIds.length === 0) return NOTHING_ERASED;
  const found = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.sourceId, sourceId), inArray(posts.externalId, [...externalIds])));
  return erasePosts(tx, { postIds: found.map(({ id }) => id) });
}
