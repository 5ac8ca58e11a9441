import { sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

/** Languages that posts are written in, the most frequent first; those of a few posts among thousands are left out. */
export async function findLanguages({ db }: { db: Queryable }): Promise<string[]> {
  const rows = await db
    .select({ language: sql<string>`${posts.language}` })
    .from(posts)
    .where(sql`${posts.deletedAt} is null and ${posts.language} is not null`)
    .groupBy(posts.language)
    .orderBy(sql`count(*) desc`, posts.language)
    .limit(30);
  return rows.map(({ language }) => language);
}
