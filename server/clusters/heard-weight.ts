import { asOneVoice, HALF_LIFE_DAYS, halve } from '#pipelines/trends/weigh-voices.ts';

/** What stored weights are told from, so that they stay true when newer posts come. */
export const HEARD_SINCE = new Date('2020-01-01T00:00:00Z');

export type HeardWeight = {
  /** As `run_clusters` has it. */
  readonly heardWeight: number;
  readonly undatedCount: number;
  readonly isAnonymous: boolean;
};

/** What the voices of a cluster weigh when the newest post is of `latestAt`: the number that `weighVoices` gives. */
export function readWeight({ heardWeight, undatedCount, isAnonymous }: HeardWeight, latestAt: Date | null): number {
  const weight = heardWeight * halve((latestAt ?? HEARD_SINCE).getTime() - HEARD_SINCE.getTime()) + undatedCount;
  return isAnonymous ? asOneVoice(weight) : weight;
}

/** Of no voice. */
const SILENT = -1000;

/**
 * What a cluster is ranked by: the logarithm of its weight, to base 2, as of `HEARD_SINCE` instead of the newest post. The order
 * is the same, and the number stays what it is when newer posts come, so that pages of a list go on where they ended.
 */
export function rankHeard(weight: HeardWeight, latestAt: Date | null): number {
  const sinceMs = (latestAt ?? HEARD_SINCE).getTime() - HEARD_SINCE.getTime();
  const rank = Math.log2(readWeight(weight, latestAt)) + sinceMs / (HALF_LIFE_DAYS * 86_400_000);
  return Math.max(SILENT, rank);
}
