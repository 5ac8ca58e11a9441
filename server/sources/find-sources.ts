import { asc, sql } from 'drizzle-orm';
import { posts, sources } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

/** All sources with how many posts each has, by name. */
export function findSources({ db }: { db: Queryable }) {
  return db
    .select({
      id: sources.id,
      name: sources.name,
      kind: sources.kind,
      platform: sources.platform,
      createdAt: sources.createdAt,
      // Written out: in a select from one table, Drizzle leaves the table's name off its columns.
      postCount: sql<number>`(select count(*)::int from posts p where p.source_id = sources.id and p.deleted_at is null)`,
      lastPostedAt: sql`(select max(p.posted_at) from posts p where p.source_id = sources.id)`.mapWith(posts.postedAt),
    })
    .from(sources)
    .orderBy(asc(sources.name))
    .limit(500);
}

/** Names only, for a filter. */
export function findSourceNames({ db }: { db: Queryable }) {
  return db
    .select({ id: sources.id, name: sources.name, platform: sources.platform })
    .from(sources)
    .orderBy(asc(sources.name))
    .limit(500);
}
