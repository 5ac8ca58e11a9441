import { and, eq, ne, sql } from 'drizzle-orm';
import { savedViews } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

const MAX_NAME_LENGTH = 60;
const MAX_VIEWS = 50;

/**
 * Keeps filters under a name; of the same name, what is saved last holds.
 * @param search the filters as they stand in the address, without a question mark.
 * @throws AppError `invalid`, also beyond fifty views of a person.
 */
export async function saveView(
  { db }: { db: Database },
  { userId, name, search, isShared }: { userId: string; name: string; search: string; isShared: boolean },
): Promise<{ readonly id: number }> {
  const clean = name.replace(/\s+/g, ' ').trim();
  if (clean === '') throw new AppError('invalid', 'Give the view a name.', { field: 'name' });
  if (clean.length > MAX_NAME_LENGTH) {
    throw new AppError('invalid', `A name may have ${MAX_NAME_LENGTH} characters.`, { field: 'name' });
  }
  return db.transaction(async (tx) => {
    const [others] = await tx
      .select({ count: sql<number>`count(*)::int` })
      .from(savedViews)
      .where(and(eq(savedViews.userId, userId), ne(savedViews.name, clean)));
    if ((others?.count ?? 0) >= MAX_VIEWS) {
      throw new AppError('invalid', `You have ${MAX_VIEWS} views already. Delete one first.`, { field: 'name' });
    }
    const [saved] = await tx
      .insert(savedViews)
      .values({ userId, name: clean, search, isShared })
      .onConflictDoUpdate({ target: [savedViews.userId, savedViews.name], set: { search, isShared } })
      .returning({ id: savedViews.id });
    if (!saved) throw new Error('insert returned no view');
    return saved;
  });
}
