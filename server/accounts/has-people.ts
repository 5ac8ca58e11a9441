import { users } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

/** Whether anybody has an account yet; until then the way in is the one-time link of the start. */
export async function hasPeople({ db }: { db: Queryable }): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).limit(1);
  return rows.length > 0;
}
