import { eq, sql } from 'drizzle-orm';
import { workspace } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

const MAX_LENGTH = 80;

/** @throws AppError `invalid` for an empty name or one that no page could show. */
export async function renameWorkspace({ db }: { db: Queryable }, { name }: { name: string }): Promise<void> {
  const cleaned = name.trim().replace(/\s+/g, ' ');
  if (cleaned === '' || cleaned.length > MAX_LENGTH) {
    throw new AppError('invalid', `Enter a name of 1 to ${MAX_LENGTH} characters.`, { field: 'name' });
  }
  await db.update(workspace).set({ name: cleaned, updatedAt: sql`now()` }).where(eq(workspace.id, 1));
}
