import type { EnginePost } from '#pipelines/post.ts';

export type WeekCount = {
  /** Monday 00:00 UTC, epoch milliseconds. */
  readonly weekAt: number;
  readonly voiceCount: number;
  readonly postCount: number;
};

export type VoiceCounts = {
  readonly voiceCount: number;
  readonly firstSeenAt: number | null;
  readonly lastSeenAt: number | null;
  /** Every week from the first to the last, empty ones included. */
  readonly weeks: readonly WeekCount[];
};

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4 * DAY;
/** Longer spans are cut to the last ten years, so that one false date does not make a series of thousands. */
const MAX_WEEKS = 520;

/**
 * How many people speak: distinct known authors, staff and bots left out. Posts without an author are one unknown
 * voice at most: they count only when nobody is known.
 */
export function countVoices(posts: readonly EnginePost[]): VoiceCounts {
  const times = posts.flatMap(({ at }) => (typeof at === 'number' && Number.isFinite(at) ? [at] : []));
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const at of times) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  const isDated = times.length > 0;
  return {
    voiceCount: countPeople(posts),
    firstSeenAt: isDated ? first : null,
    lastSeenAt: isDated ? last : null,
    weeks: isDated ? countWeeks(posts, first, last) : [],
  };
}

function countPeople(posts: readonly EnginePost[]): number {
  const members = posts.filter(({ isStaff, isBot }) => !isStaff && !isBot);
  const known = new Set(members.flatMap(({ authorId }) => (authorId ? [authorId] : [])));
  return known.size > 0 ? known.size : members.length > 0 ? 1 : 0;
}

function countWeeks(posts: readonly EnginePost[], first: number, last: number): WeekCount[] {
  const end = startOfWeek(last);
  const start = Math.max(startOfWeek(first), end - (MAX_WEEKS - 1) * WEEK);
  const byWeek: EnginePost[][] = Array.from({ length: (end - start) / WEEK + 1 }, () => []);
  for (const post of posts) {
    if (typeof post.at !== 'number' || !Number.isFinite(post.at)) continue;
    byWeek[(startOfWeek(post.at) - start) / WEEK]?.push(post);
  }
  return byWeek.map((week, index) => ({
    weekAt: start + index * WEEK,
    voiceCount: countPeople(week),
    postCount: week.length,
  }));
}

function startOfWeek(at: number): number {
  return Math.floor((at - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;
}
