import { eq } from 'drizzle-orm';
import { targets } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { type Target, targetColumns } from './target.ts';

export async function getTarget({ db }: { db: Queryable }, { targetId }: { targetId: number }): Promise<Target> {
  const [target] = await db.select(targetColumns).from(targets).where(eq(targets.id, targetId));
  if (!target) throw new AppError('not_found', `There is no target ${targetId}.`);
  return target;
}
