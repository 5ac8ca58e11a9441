import type { FullRun, SinceFull } from './find-ground.ts';

/** Why the clusters that there are no longer do for the posts that came in. */
export type Drift = {
  /** `growth`: too many came since. `unplaced`: more of them fit nowhere than of the posts that the clusters were found in. */
  readonly reason: 'growth' | 'unplaced';
  /** Of posts placed since the last full run, those that fitted nowhere. */
  readonly unplacedShare: number;
  /** Of the posts of the full run, those that belong nowhere. */
  readonly usualShare: number;
};

/** After this share of new posts a full run is due: new matters may have come up, and counts of terms are dated. */
const MOST_GROWTH = 0.1;
/** Fewer posts say nothing about a share. */
const FEWEST_LATER = 100;
/** So many more of a hundred posts fit nowhere, beside what chance accounts for: they speak of something new. */
const MOST_EXTRA = 0.15;
/** Standard errors that chance accounts for. */
const ERRORS = 2;

/** Whether so many posts came since a full run that another one is due. */
export function isOutgrown({ fullRun, laterCount }: { fullRun: FullRun; laterCount: number }): boolean {
  return laterCount > fullRun.postCount * MOST_GROWTH;
}

/** Null: what came in is like what was there. */
export function findDrift({ fullRun, sinceFull }: { fullRun: FullRun; sinceFull: SinceFull }): Drift | null {
  const usualShare = fullRun.postCount === 0 ? 0 : 1 - fullRun.placedCount / fullRun.postCount;
  const { postCount, unplacedCount } = sinceFull;
  const unplacedShare = postCount === 0 ? 0 : unplacedCount / postCount;
  const shares = { unplacedShare, usualShare };
  if (isOutgrown({ fullRun, laterCount: postCount })) return { reason: 'growth', ...shares };
  if (postCount < FEWEST_LATER) return null;
  const error = Math.sqrt((usualShare * (1 - usualShare)) / postCount);
  return unplacedShare > usualShare + MOST_EXTRA + ERRORS * error ? { reason: 'unplaced', ...shares } : null;
}
