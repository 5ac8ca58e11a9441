import { and, count, eq, isNull, ne, sql } from 'drizzle-orm';
import { apiKeys, type Role, sessions, users } from '#db/schema.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/**
 * Changes a person's role, or shuts them out and back in. Shutting out ends their sessions at once.
 * @throws AppError `not_found`; `conflict` when nobody would be left as admin.
 */
export async function changePerson(
  { db }: { db: Database },
  { userId, role, banned }: { userId: string; role?: Role; banned?: boolean },
): Promise<void> {
  await db.transaction(async (tx) => {
    const changes = { ...(role ? { role } : {}), ...(banned === undefined ? {} : { banned }) };
    const [person] = await tx
      .update(users)
      .set({ ...changes, updatedAt: sql`now()` })
      .where(eq(users.id, userId))
      .returning({ id: users.id });
    if (!person) throw new AppError('not_found', 'This person no longer has an account.');
    const [admins] = await tx
      .select({ count: count() })
      .from(users)
      .where(and(eq(users.role, 'admin'), ne(users.banned, true)));
    if (!admins || admins.count === 0)
      throw new AppError('conflict', 'Somebody must stay admin. Make another person admin first.');
    if (banned) await tx.delete(sessions).where(eq(sessions.userId, userId));
  });
}

/** Revoking is final; a revoked key is refused from the next request on. */
export async function revokeApiKey({ db }: { db: Queryable }, { keyId }: { keyId: number }): Promise<void> {
  const [key] = await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (!key) throw new AppError('not_found', `There is no API key ${keyId}, or it was revoked already.`);
}
