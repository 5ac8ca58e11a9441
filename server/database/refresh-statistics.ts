import { sql } from 'drizzle-orm';
import type { Queryable } from './database.ts';

/** What many rows arrive in at once, by the columns that queries search and join by; long texts would only cost. */
const TABLES = {
  posts: ['id', 'source_id', 'external_id', 'author_id', 'thread', 'posted_at', 'deleted_at', 'words'],
  authors: ['id', 'source_id', 'external_id', 'same_as_id'],
  run_posts: ['run_id', 'post_id', 'cluster_id'],
} as const;

/**
 * Tells the planner how large tables have become. The embedded database has no autovacuum that would, and a server's
 * comes up to a minute late; without it, a page of posts is read by sorting all of them.
 */
export async function refreshStatistics(tx: Queryable, { tables }: { tables: readonly (keyof typeof TABLES)[] }) {
  // A sample of 3,000 rows tells the planner enough, in a statement that holds up nobody.
  await tx.execute(sql`set local default_statistics_target = 10`);
  for (const table of tables) {
    const columns = TABLES[table].map((column) => sql.identifier(column));
    await tx.execute(sql`analyze ${sql.identifier(table)} (${sql.join(columns, sql`, `)})`);
  }
  // Every search reads whole what has not been sorted into the index yet; a vacuum would do that, too.
  if (tables.includes('posts')) await tx.execute(sql`select gin_clean_pending_list('posts_words'::regclass)`);
}
