import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';

/** Posts that their source has not deleted. */
export type PostTally = {
  readonly postCount: number;
  /** How many are in each language that is known. */
  readonly languages: ReadonlyMap<string, number>;
};

/** Below this many, posts are counted on the spot: it takes a few milliseconds. */
const LARGE_COUNT = 20_000;
/** Above it, the numbers that pages show may be this old. */
const KEPT_MS = 30_000;
/** Ids per statement: on the embedded database a statement holds up every page. */
const IDS_PER_STATEMENT = 10_000;

const known = new WeakMap<object, PostTally & { readonly countedAt: number }>();

/**
 * How many posts there are. PostgreSQL counts by reading all rows, a second on a large embedded database, so large
 * numbers are remembered and counted again behind the reader's back, in short statements.
 */
export async function tallyPosts({ db }: { db: Queryable }): Promise<PostTally> {
  const last = known.get(db);
  if (last === undefined || last.postCount < LARGE_COUNT) return countAgain(db);
  if (performance.now() - last.countedAt > KEPT_MS) {
    known.set(db, { ...last, countedAt: performance.now() });
    // A count that fails now is tried again by a later reader.
    countAgain(db).catch(() => known.set(db, last));
  }
  return last;
}

async function countAgain(db: Queryable): Promise<PostTally> {
  const { rows } = await db.execute<{ last_id: number }>(
    sql`select coalesce(max(id), 0)::float8 as last_id from posts`,
  );
  const lastId = rows[0]?.last_id ?? 0;
  let postCount = 0;
  const languages = new Map<string, number>();
  for (let after = 0; after < lastId; after += IDS_PER_STATEMENT) {
    const counted = await db.execute<{ language: string | null; post_count: number }>(sql`
      select language, count(*)::int as post_count from posts
      where id > ${after} and id <= ${after + IDS_PER_STATEMENT} and deleted_at is null
      group by language`);
    for (const { language, post_count: count } of counted.rows) {
      postCount += count;
      if (language !== null) languages.set(language, (languages.get(language) ?? 0) + count);
    }
  }
  const tally = { postCount, languages };
  known.set(db, { ...tally, countedAt: performance.now() });
  return tally;
}
