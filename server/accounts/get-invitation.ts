import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { invitations, type Role } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { hashToken } from './one-time-token.ts';

/** @throws AppError `not_found` when the link was used, has expired or never existed. */
export async function getInvitation(
  { db }: { db: Queryable },
  { token }: { token: string },
): Promise<{ id: number; email: string | null; name: string | null; role: Role }> {
  const [row] = await db
    .select({ id: invitations.id, email: invitations.email, name: invitations.name, role: invitations.role })
    .from(invitations)
    .where(
      and(
        eq(invitations.tokenHash, hashToken(token)),
        isNull(invitations.acceptedAt),
        gt(invitations.expiresAt, sql`now()`),
      ),
    );
  if (!row) {
    throw new AppError(
      'not_found',
      'This link was used already or has expired. Ask an admin for a new one, or run "npm run -s refrain -- user add" on the server.',
    );
  }
  return row;
}
