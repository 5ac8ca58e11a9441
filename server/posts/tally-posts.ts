import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';

/** Posts that their source has not deleted. */
export type PostTally = {
  readonly postCount: number;
  /** How many are in each language that is known. */
  readonly languages: ReadonlyMap<string, number>;
  /** How many each source has. */
  readonly sources: ReadonlyMap<number, number>;
  /** How many each source has by the Monday of their week, `YYYY-MM-DD`; posts without a time are left out. */
  readonly weeks: ReadonlyMap<number, ReadonlyMap<string, number>>;
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
  const sources = new Map<number, number>();
  const weeks = new Map<number, Map<string, number>>();
  for (let after = 0; after < lastId; after += IDS_PER_STATEMENT) {
    const counted = await db.execute<{
      language: string | null;
      source_id: number;
      monday: string | null;
      count: number;
    }>(sql`
      select language, source_id::float8 as source_id,
        to_char(date_trunc('week', posted_at at time zone 'UTC'), 'YYYY-MM-DD') as monday, count(*)::int as count
      from posts
      where id > ${after} and id <= ${after + IDS_PER_STATEMENT} and deleted_at is null
      group by 1, 2, 3`);
    for (const { language, source_id: sourceId, monday, count } of counted.rows) {
      postCount += count;
      if (language !== null) languages.set(language, (languages.get(language) ?? 0) + count);
      sources.set(sourceId, (sources.get(sourceId) ?? 0) + count);
      if (monday === null) continue;
      const ofSource = weeks.get(sourceId) ?? new Map<string, number>();
      weeks.set(sourceId, ofSource.set(monday, (ofSource.get(monday) ?? 0) + count));
    }
  }
  const tally = { postCount, languages, sources, weeks };
  known.set(db, { ...tally, countedAt: performance.now() });
  return tally;
}
