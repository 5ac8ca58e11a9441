import { apiKeys, type Role } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { createToken, hashToken } from './one-time-token.ts';

/** @returns the key itself, shown this once. @throws AppError `invalid` without a name. */
export async function createApiKey(
  { db }: { db: Queryable },
  { name, role, createdById = null }: { name: string; role: Role; createdById?: string | null },
): Promise<{ id: number; key: string }> {
  if (name.trim() === '')
    throw new AppError('invalid', 'Name the key after the program that will use it.', { field: 'name' });
  const key = `refrain_${createToken()}`;
  const [row] = await db
    .insert(apiKeys)
    .values({ name: name.trim(), role, tokenHash: hashToken(key), tokenHint: key.slice(-4), createdById })
    .returning({ id: apiKeys.id });
  if (!row) throw new Error('insert returned no key');
  return { id: row.id, key };
}
