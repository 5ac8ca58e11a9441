import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';

/** Below this many, posts are counted on the spot: it takes a few milliseconds. */
const LARGE_COUNT = 20_000;
/** Above it, the number that pages show may be this old. */
const KEPT_MS = 30_000;
/** Ids per statement: on the embedded database a statement holds up every page. */
const IDS_PER_STATEMENT = 10_000;

const known = new WeakMap<object, { readonly postCount: number; readonly countedAt: number }>();

/**
 * How many posts there are that their source has not deleted. PostgreSQL counts by reading all rows, a second on a large
 * embedded database, so a large number is remembered and counted again behind the reader's back, in short statements.
 */
export async function countPosts({ db }: { db: Queryable }): Promise<number> {
  const last = known.get(db);
  if (last === undefined || last.postCount < LARGE_COUNT) return countAgain(db);
  if (performance.now() - last.countedAt > KEPT_MS) {
    known.set(db, { ...last, countedAt: performance.now() });
    // A count that fails now is tried again by a later reader.
    countAgain(db).catch(() => known.set(db, last));
  }
  return last.postCount;
}

async function countAgain(db: Queryable): Promise<number> {
  const { rows } = await db.execute<{ last_id: number }>(
    sql`select coalesce(max(id), 0)::float8 as last_id from posts`,
  );
  const lastId = rows[0]?.last_id ?? 0;
  let postCount = 0;
  for (let after = 0; after < lastId; after += IDS_PER_STATEMENT) {
    const counted = await db.execute<{ post_count: number }>(sql`
      select count(*)::int as post_count from posts
      where id > ${after} and id <= ${after + IDS_PER_STATEMENT} and deleted_at is null`);
    postCount += counted.rows[0]?.post_count ?? 0;
  }
  known.set(db, { postCount, countedAt: performance.now() });
  return postCount;
}
