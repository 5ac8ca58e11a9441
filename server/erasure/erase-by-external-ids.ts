import { and, eq, inArray } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { eraseInParts } from './erase-in-parts.ts';
import { type Erased, type Erasure, erasePosts } from './erase-posts.ts';

type Named = { readonly sourceId: number; readonly externalIds: readonly string[] };

/** Erases posts by the ids that their source knows them by, some at a time. Ids not stored are passed over. */
export async function eraseByExternalIds({ db }: { db: Database }, named: Named): Promise<Erasure> {
  return eraseInParts({ db }, { postIds: await findIds(db, named) });
}

/** The same in the caller's transaction. */
export async function eraseNamed(tx: Queryable, named: Named): Promise<Erased> {
  return erasePosts(tx, { postIds: await findIds(tx, named) });
}

async function findIds(db: Queryable, { sourceId, externalIds }: Named): Promise<number[]> {
  if (externalIds.length === 0) return [];
  const found = await db
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.sourceId, sourceId), inArray(posts.externalId, [...externalIds])))
    .orderBy(posts.id);
  return found.map(({ id }) => id);
}
