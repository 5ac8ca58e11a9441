import type { WeekPoint } from '#db/schema.ts';

export interface Week {
  /** Monday, `YYYY-MM-DD`. */
  readonly monday: string;
  readonly voiceCount: number;
}

const WEEK_MS = 7 * 86_400_000;

/** All weeks from `from` to `to`, those without posts as zero. @param from,to any moments within the first and last week. */
export function fillWeeks(points: readonly WeekPoint[], { from, to }: { from: number; to: number }): Week[] {
  const counts = new Map(points);
  const weeks: Week[] = [];
  for (let at = mondayOf(from); at <= to; at += WEEK_MS) {
    const monday = new Date(at).toISOString().slice(0, 10);
    weeks.push({ monday, voiceCount: counts.get(monday) ?? 0 });
  }
  return weeks;
}

/** The `count` weeks that end with the week of `to`. */
export function lastWeeks(points: readonly WeekPoint[], { to, count }: { to: number; count: number }): Week[] {
  return fillWeeks(points, { from: to - (count - 1) * WEEK_MS, to });
}

/** The weeks a cluster has lived, at least `atLeast` of them, so that a young one is not drawn as a wall. */
export function ownWeeks(points: readonly WeekPoint[], { to, atLeast }: { to: number; atLeast: number }): Week[] {
  const first = points[0]?.[0];
  const from = first ? Math.min(Date.parse(first), to - (atLeast - 1) * WEEK_MS) : to - (atLeast - 1) * WEEK_MS;
  return fillWeeks(points, { from, to });
}

function mondayOf(at: number): number {
  const day = new Date(at);
  const sinceMonday = (day.getUTCDay() + 6) % 7;
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() - sinceMonday);
}
