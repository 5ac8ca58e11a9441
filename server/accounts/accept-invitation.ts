import { and, eq, isNull, sql } from 'drizzle-orm';
import { invitations } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { Auth } from './auth.ts';
import { createUser } from './create-user.ts';
import { getInvitation } from './get-invitation.ts';

/**
 * Creates the account that an invitation stands for. The link works once, also when clicked twice at the same moment.
 * @throws AppError as `getInvitation` and `createUser` do; the link stays good when the form was wrong.
 */
export async function acceptInvitation(
  { db, auth }: { db: Database; auth: Auth },
  { token, email, name, password }: { token: string; email: string; name: string; password: string },
): Promise<{ userId: string }> {
  const invitation = await getInvitation({ db }, { token });
  const [taken] = await db
    .update(invitations)
    .set({ acceptedAt: sql`now()` })
    .where(and(eq(invitations.id, invitation.id), isNull(invitations.acceptedAt)))
    .returning({ id: invitations.id });
  if (!taken) throw new AppError('conflict', 'This link was used a moment ago.');
  try {
    const user = await createUser(
      { auth },
      { email: invitation.email ?? email, name, password, role: invitation.role },
    );
    return { userId: user.id };
  } catch (error) {
    await db.update(invitations).set({ acceptedAt: null }).where(eq(invitations.id, invitation.id));
    throw error;
  }
}
