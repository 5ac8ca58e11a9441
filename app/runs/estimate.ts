/** How far a run had come at a moment. */
export interface ProgressSample {
  readonly at: number;
  readonly doneCount: number;
}

/** A rate taken over less time or less work than this says little about what is to come. */
const MIN_SPAN_MS = 5_000;
const MIN_SHARE = 0.03;
/** When the later half went this much faster or slower than the whole, the pace is not steady enough to promise. */
const STEADY_FACTOR = 1.6;
const MINUTE = 60_000;

/**
 * Time left by the measured rate, in milliseconds; null until the rate is sound. Samples are in order of time; those
 * before a step back (a new stage, a new attempt) do not count.
 */
export function estimateRemaining(samples: readonly ProgressSample[], totalCount: number | null): number | null {
  const stretch = lastStretch(samples);
  const first = stretch[0];
  const last = stretch.at(-1);
  if (totalCount === null || totalCount <= 0 || !first || !last || last.doneCount >= totalCount) return null;
  const span = last.at - first.at;
  const done = last.doneCount - first.doneCount;
  if (span < MIN_SPAN_MS || done < totalCount * MIN_SHARE) return null;
  const rate = done / span;
  const middle = stretch.findLast((sample) => sample.at <= first.at + span / 2) ?? first;
  const lateRate = (last.doneCount - middle.doneCount) / (last.at - middle.at);
  if (lateRate <= 0 || Math.max(rate / lateRate, lateRate / rate) > STEADY_FACTOR) return null;
  return (totalCount - last.doneCount) / lateRate;
}

function lastStretch(samples: readonly ProgressSample[]): readonly ProgressSample[] {
  let start = 0;
  for (let i = 1; i < samples.length; i += 1) {
    if ((samples[i]?.doneCount ?? 0) < (samples[i - 1]?.doneCount ?? 0)) start = i;
  }
  return samples.slice(start);
}

/** Coarser the further away: nobody can promise seconds for an hour from now. */
export function describeRemaining(ms: number | null): string | null {
  if (ms === null) return null;
  if (ms < MINUTE) return 'less than a minute left';
  const minutes = ms / MINUTE;
  if (minutes < 10) return `about ${Math.round(minutes)} min left`;
  if (minutes < 90) return `about ${Math.round(minutes / 5) * 5} min left`;
  return `about ${Math.round(minutes / 30) / 2} h left`;
}
