import { asc, eq, or } from 'drizzle-orm';
import { savedViews, users } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

export type SavedView = {
  readonly id: number;
  readonly name: string;
  /** The filters as they stand in the address, without a question mark. */
  readonly search: string;
  readonly isShared: boolean;
  /** Who made it. */
  readonly ownerId: string;
  readonly ownerName: string;
};

/** The views that a person saved and those that others share, by name. */
export function findViews({ db }: { db: Queryable }, { userId }: { userId: string | null }): Promise<SavedView[]> {
  const isShared = eq(savedViews.isShared, true);
  return db
    .select({
      id: savedViews.id,
      name: savedViews.name,
      search: savedViews.search,
      isShared: savedViews.isShared,
      ownerId: savedViews.userId,
      ownerName: users.name,
    })
    .from(savedViews)
    .innerJoin(users, eq(users.id, savedViews.userId))
    .where(userId === null ? isShared : or(isShared, eq(savedViews.userId, userId)))
    .orderBy(asc(savedViews.name), asc(savedViews.id));
}
