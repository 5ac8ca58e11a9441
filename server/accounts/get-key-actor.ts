import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { apiKeys } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import type { Actor } from './actor.ts';
import { hashToken } from './one-time-token.ts';

/** Who an `Authorization: Bearer` header stands for; null for an unknown or revoked key. */
export async function getKeyActor({ db }: { db: Database }, headers: Headers): Promise<Actor | null> {
  const key = /^Bearer\s+(refrain_[\w-]+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (!key) return null;
  const [row] = await db
    .select({ id: apiKeys.id, name: apiKeys.name, role: apiKeys.role })
    .from(apiKeys)
    .where(and(eq(apiKeys.tokenHash, hashToken(key)), isNull(apiKeys.revokedAt)));
  if (!row) return null;
  // Once an hour is enough to see which keys are in use.
  await db
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(apiKeys.id, row.id),
        or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, sql`now() - interval '1 hour'`)),
      ),
    );
  return { id: `key:${row.id}`, name: row.name, role: row.role, userId: null };
}
