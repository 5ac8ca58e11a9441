import { createRandom } from '#pipelines/numerics/random.ts';

export type KindScores = {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Average precision: the mean precision at each true post of the ranking. */
  readonly ap: number;
  /** 95% interval of F1 over resamples of the posts. */
  readonly ci: readonly [number, number];
};

const RESAMPLES = 500;

/** Holds probabilities against the truth. Scores of a kind that does not occur are 0. */
export function scoreKind(truth: readonly boolean[], probabilities: readonly number[], threshold: number): KindScores {
  const said = probabilities.map((probability) => probability >= threshold);
  const { precision, recall, f1 } = countScores(truth, said, truth.keys());
  const random = createRandom(1);
  const samples = Array.from({ length: RESAMPLES }, () => {
    const drawn = Array.from(truth, () => random.below(truth.length));
    return countScores(truth, said, drawn).f1;
  }).sort((a, b) => a - b);
  const ci = [samples[Math.floor(RESAMPLES * 0.025)] ?? 0, samples[Math.ceil(RESAMPLES * 0.975) - 1] ?? 0] as const;
  return { precision, recall, f1, ap: averagePrecision(truth, probabilities), ci };
}

export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function countScores(truth: readonly boolean[], said: readonly boolean[], rows: Iterable<number>) {
  let hits = 0;
  let saidCount = 0;
  let trueCount = 0;
  for (const row of rows) {
    if (said[row]) saidCount += 1;
    if (truth[row]) trueCount += 1;
    if (said[row] && truth[row]) hits += 1;
  }
  return {
    precision: saidCount === 0 ? 0 : hits / saidCount,
    recall: trueCount === 0 ? 0 : hits / trueCount,
    f1: hits === 0 ? 0 : (2 * hits) / (saidCount + trueCount),
  };
}

function averagePrecision(truth: readonly boolean[], probabilities: readonly number[]): number {
  const order = [...truth.keys()].sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
  let hits = 0;
  let sum = 0;
  for (const [rank, row] of order.entries()) {
    if (!truth[row]) continue;
    hits += 1;
    sum += hits / (rank + 1);
  }
  return hits === 0 ? 0 : sum / hits;
}
