import { and, asc, desc, gt, isNull, sql } from 'drizzle-orm';
import { apiKeys, invitations, users } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

/** Everyone with an account, by name. */
export function findPeople({ db }: { db: Queryable }) {
  return db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      banned: users.banned,
      createdAt: users.createdAt,
    })
    .from(users)
    .orderBy(asc(users.name), asc(users.id))
    .limit(1000);
}

/** Invitations that can still be accepted, newest first. */
export function findInvitations({ db }: { db: Queryable }) {
  return db
    .select({
      id: invitations.id,
      email: invitations.email,
      name: invitations.name,
      role: invitations.role,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(and(isNull(invitations.acceptedAt), gt(invitations.expiresAt, sql`now()`)))
    .orderBy(desc(invitations.id))
    .limit(200);
}

/** All API keys that are not revoked, newest first. */
export function findApiKeys({ db }: { db: Queryable }) {
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      role: apiKeys.role,
      tokenHint: apiKeys.tokenHint,
      createdAt: apiKeys.createdAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .where(isNull(apiKeys.revokedAt))
    .orderBy(desc(apiKeys.id))
    .limit(200);
}
