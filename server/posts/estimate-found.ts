import { type SQL, sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

/**
 * Above this many hits the newest posts are read until enough of them are hits; below it, all hits are looked up in the
 * index first. Both cost the most where they meet, at some twenty thousand rows of a million.
 */
const MANY = 20_000;

type Plan = readonly [{ readonly Plan: { readonly 'Plan Rows': number } }];

/**
 * Whether so many posts are hits that one needs to look at a few of the newest only. PostgreSQL's own choice believes
 * that comparing words costs nothing, and reads half of a large table for a word that one post of a hundred has.
 */
export async function areManyFound({ db }: { db: Queryable }, { condition }: { condition: SQL }): Promise<boolean> {
  const { rows } = await db.execute<{ 'QUERY PLAN': Plan }>(
    sql`explain (format json) select 1 from ${posts} where ${condition}`,
  );
  return (rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0) > MANY;
}
