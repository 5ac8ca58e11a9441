import { asc, gt, sql } from 'drizzle-orm';
import { posts, sources } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

export const sourceColumns = {
  id: sources.id,
  name: sources.name,
  kind: sources.kind,
  platform: sources.platform,
  createdAt: sources.createdAt,
  // Written out: in a select from one table, Drizzle leaves the table's name off its columns.
  postCount: sql<number>`(select count(*)::int from posts p where p.source_id = sources.id and p.deleted_at is null)`,
  lastPostedAt: sql`(select max(p.posted_at) from posts p where p.source_id = sources.id)`.mapWith(posts.postedAt),
};

/** Sources with how many posts each has, by name. `after` is the last name of the page before. */
export function findSources(
  { db }: { db: Queryable },
  { after, limit = 500 }: { after?: string | undefined; limit?: number } = {},
) {
  return db
    .select(sourceColumns)
    .from(sources)
    .where(after === undefined ? undefined : gt(sources.name, after))
    .orderBy(asc(sources.name))
    .limit(limit);
}

/** Names only, for a filter. */
export function findSourceNames({ db }: { db: Queryable }) {
  return db
    .select({ id: sources.id, name: sources.name, platform: sources.platform })
    .from(sources)
    .orderBy(asc(sources.name))
    .limit(500);
}
