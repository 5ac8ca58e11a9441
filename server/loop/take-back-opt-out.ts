import { eq } from 'drizzle-orm';
import { loopOptOuts } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/** The member wants to be told again. @throws AppError `not_found` when they never opted out. */
export async function takeBackOptOut({ db }: { db: Queryable }, { authorId }: { authorId: number }): Promise<void> {
  const gone = await db.delete(loopOptOuts).where(eq(loopOptOuts.authorId, authorId)).returning();
  if (gone.length === 0) throw new AppError('not_found', `Author ${authorId} has not opted out.`);
}
