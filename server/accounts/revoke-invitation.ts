import { and, eq, isNull } from 'drizzle-orm';
import { invitations } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/** Ends an invitation that nobody has accepted yet. @throws AppError `not_found` when it was accepted or is gone. */
export async function revokeInvitation(
  { db }: { db: Queryable },
  { invitationId }: { invitationId: number },
): Promise<void> {
  const [row] = await db
    .delete(invitations)
    .where(and(eq(invitations.id, invitationId), isNull(invitations.acceptedAt)))
    .returning({ id: invitations.id });
  if (!row) throw new AppError('not_found', 'This invitation was accepted a moment ago, or taken back already.');
}
