import { eq, sql } from 'drizzle-orm';
import { authors, loopOptOuts } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/** Keeps a member's word that they do not want to be told; every handle of the same person is meant. */
export async function optOut(
  { db }: { db: Database },
  { authorId, actor }: { authorId: number; actor: Actor },
): Promise<void> {
  const [person] = await db
    .select({ id: sql<string>`coalesce(${authors.sameAsId}, ${authors.id})` })
    .from(authors)
    .where(eq(authors.id, authorId));
  if (!person) throw new AppError('not_found', `There is no author ${authorId}.`);
  await db
    .insert(loopOptOuts)
    .values({ authorId: Number(person.id), actorName: actor.name })
    .onConflictDoNothing();
}
