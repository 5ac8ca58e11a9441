import { findGaps, type WeeklyCount } from '#pipelines/trends/find-gaps.ts';
import type { Queryable } from '#server/database/database.ts';
import { tallyPosts } from './tally-posts.ts';

const WEEK_MS = 7 * 86_400_000;

/** Mondays (`YYYY-MM-DD`) of the weeks in which nothing came in from a source although posts were to be expected. */
export async function findIngestionGaps({ db }: { db: Queryable }): Promise<ReadonlyMap<number, readonly string[]>> {
  const { weeks } = await tallyPosts({ db });
  const last = [...weeks.values()].flatMap((counts) => [...counts.keys()]).reduce((a, b) => (a > b ? a : b), '');
  const gaps = new Map<number, readonly string[]>();
  for (const [sourceId, counts] of weeks) {
    const found = findGaps(fillWeeks(counts, last));
    if (found.length > 0) gaps.set(sourceId, found);
  }
  return gaps;
}

function fillWeeks(counts: ReadonlyMap<string, number>, last: string): WeeklyCount[] {
  const first = [...counts.keys()].reduce((a, b) => (a < b ? a : b));
  const weeks: WeeklyCount[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += WEEK_MS) {
    const monday = new Date(at).toISOString().slice(0, 10);
    weeks.push({ monday, postCount: counts.get(monday) ?? 0 });
  }
  return weeks;
}
