/** Weekly counts of one source, in order, without holes: every week from its first to the last that is looked at. */
export type WeeklyCount = { readonly monday: string; readonly postCount: number };

/** Weeks with posts on each side that say what a week of this source looks like. */
const SIDE = 4;
/** An empty week where this many posts were to be expected is chance in less than one of a thousand: e^-7. */
const LEAST_EXPECTED = 7;

/**
 * Weeks in which nothing came in although posts were to be expected: most likely nothing was read, not nothing written.
 * The expected count is the median of the nearest weeks with posts, four on each side, taken as a Poisson rate.
 * @returns the Mondays of those weeks.
 */
export function findGaps(weeks: readonly WeeklyCount[]): string[] {
  const filled = weeks.flatMap(({ postCount }, index) => (postCount > 0 ? [index] : []));
  let next = 0;
  return weeks.flatMap(({ monday, postCount }, index) => {
    if (postCount > 0) return [];
    while (next < filled.length && filled[next]! < index) next += 1;
    const near = [...filled.slice(Math.max(0, next - SIDE), next), ...filled.slice(next, next + SIDE)];
    return near.length > 0 && median(near.map((at) => weeks[at]!.postCount)) >= LEAST_EXPECTED ? [monday] : [];
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
