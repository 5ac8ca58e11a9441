import { eq } from 'drizzle-orm';
import { pushes } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { type Push, pushColumns } from './push.ts';

export async function getPush({ db }: { db: Queryable }, { pushId }: { pushId: number }): Promise<Push> {
  const [push] = await db.select(pushColumns).from(pushes).where(eq(pushes.id, pushId));
  if (!push) throw new AppError('not_found', `There is no push ${pushId}.`);
  return push;
}
