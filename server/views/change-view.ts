import { and, eq } from 'drizzle-orm';
import { savedViews } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

type View = { readonly userId: string; readonly viewId: number };

/** Shows a view of one's own to everybody, or to nobody else any more. @throws AppError `not_found`. */
export async function shareView(
  { db }: { db: Queryable },
  { userId, viewId, isShared }: View & { isShared: boolean },
): Promise<void> {
  const changed = await db
    .update(savedViews)
    .set({ isShared })
    .where(and(eq(savedViews.id, viewId), eq(savedViews.userId, userId)))
    .returning({ id: savedViews.id });
  if (changed.length === 0) throw notFound(viewId);
}

/** Deletes a view of one's own. @returns what it was, so that it can be saved again. @throws AppError `not_found`. */
export async function deleteView(
  { db }: { db: Queryable },
  { userId, viewId }: View,
): Promise<{ readonly name: string; readonly search: string; readonly isShared: boolean }> {
  const [deleted] = await db
    .delete(savedViews)
    .where(and(eq(savedViews.id, viewId), eq(savedViews.userId, userId)))
    .returning({ name: savedViews.name, search: savedViews.search, isShared: savedViews.isShared });
  if (!deleted) throw notFound(viewId);
  return deleted;
}

function notFound(viewId: number): AppError {
  return new AppError('not_found', `You have no saved view ${viewId}.`);
}
