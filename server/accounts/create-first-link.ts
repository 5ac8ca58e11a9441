import { count, isNull } from 'drizzle-orm';
import { invitations, users } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { createInvitation } from './create-invitation.ts';

/**
 * While nobody has an account, makes the one-time link that creates the first one; links of earlier starts stop working.
 * @returns null once there is an account.
 */
export async function createFirstLink({ db, publicUrl }: { db: Database; publicUrl: string }): Promise<string | null> {
  const [people] = await db.select({ count: count() }).from(users);
  if (people && people.count > 0) return null;
  return db.transaction(async (tx) => {
    await tx.delete(invitations).where(isNull(invitations.createdById));
    const { url } = await createInvitation({ db: tx, publicUrl }, { role: 'admin' });
    return url;
  });
}
