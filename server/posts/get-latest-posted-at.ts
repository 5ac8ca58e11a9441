import { isNotNull, sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

/** When the newest post was written: where every chart ends. */
export async function getLatestPostedAt({ db }: { db: Queryable }): Promise<Date | null> {
  const [row] = await db
    .select({ postedAt: posts.postedAt })
    .from(posts)
    .where(isNotNull(posts.postedAt))
    // As the index has it.
    .orderBy(sql`${posts.postedAt} desc nulls last`)
    .limit(1);
  return row?.postedAt ?? null;
}
