import { invitations, type Role } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { createToken, hashToken } from './one-time-token.ts';

const VALID_DAYS = 7;

/** Makes a one-time link with which a person creates their account. The token is shown once and never stored. */
export async function createInvitation(
  { db, publicUrl }: { db: Queryable; publicUrl: string },
  input: { role: Role; email?: string | null; name?: string | null; createdById?: string | null },
): Promise<{ id: number; url: string; expiresAt: Date }> {
  const token = createToken();
  const expiresAt = new Date(Date.now() + VALID_DAYS * 86_400_000);
  const [row] = await db
    .insert(invitations)
    .values({ ...input, email: input.email?.trim().toLowerCase() || null, tokenHash: hashToken(token), expiresAt })
    .returning({ id: invitations.id });
  if (!row) throw new Error('insert returned no invitation');
  return { id: row.id, url: `${publicUrl}/setup?token=${token}`, expiresAt };
}
