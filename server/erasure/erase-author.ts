import { eq, sql } from 'drizzle-orm';
import { authors, posts } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { eraseInParts } from './erase-in-parts.ts';
import type { Erasure } from './erase-posts.ts';

/** Erases all posts of a person, under every handle that is known to be theirs. @throws AppError `not_found`. */
export async function eraseAuthor({ db }: { db: Database }, { authorId }: { authorId: number }): Promise<Erasure> {
  const [author] = await db
    .select({ personId: sql`coalesce(${authors.sameAsId}, ${authors.id})`.mapWith(Number) })
    .from(authors)
    .where(eq(authors.id, authorId));
  if (!author) throw new AppError('not_found', `There is no author ${authorId}.`);
  const own = await db
    .select({ id: posts.id })
    .from(posts)
    .innerJoin(authors, eq(authors.id, posts.authorId))
    .where(sql`coalesce(${authors.sameAsId}, ${authors.id}) = ${author.personId}`)
    .orderBy(posts.id);
  return eraseInParts({ db }, { postIds: own.map(({ id }) => id) });
}
