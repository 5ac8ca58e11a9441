import { countPairs, crossTabulate } from './cross-tabulate.ts';
import { matchLabels } from './match-labels.ts';
import { adjustMutualInformation } from './mutual-information.ts';

/** Label of posts that belong to no true cluster. */
export const NOISE_LABEL = '__noise__';

/** How well found clusters agree with true labels. Unplaced posts and noise count as clusters of one. All but n and k 0..1. */
export type PartitionScores = {
  readonly n: number;
  /** Clusters found. */
  readonly k: number;
  /** Share of posts in a cluster. */
  readonly coverage: number;
  /** Share of posts in the cluster that the best one-to-one match gives their label (Hungarian method). */
  readonly acc: number;
  readonly nmi: number;
  readonly ami: number;
  readonly ari: number;
  readonly b3: number;
  readonly noisePrecision: number;
  readonly noiseRecall: number;
  readonly noiseF1: number;
};

/**
 * Adjusted Rand index (Hubert and Arabie 1985), normalised and adjusted mutual information (arithmetic mean; Vinh, Epps,
 * Bailey 2010), clustering accuracy, and B-cubed F1 (Bagga and Baldwin 1998). With noise labels B-cubed is B3*: precision
 * over placed posts, recall over clustered ones, and unplaced posts are held against the noise.
 */
export function comparePartitions(truth: readonly string[], found: readonly (string | null)[]): PartitionScores {
  const n = truth.length;
  const isNoise = truth.map((label) => label === NOISE_LABEL);
  const hasNoise = isNoise.includes(true);
  const table = crossTabulate(
    truth.map((label, i) => (isNoise[i] ? null : label)),
    found,
  );
  const { trueIds, foundIds, cells, trueSizes, foundSizes } = table;
  const together = countPairs(cells.values());
  const inTruth = countPairs(trueSizes.values());
  const inFound = countPairs(foundSizes.values());
  const expected = n > 1 ? (inTruth * inFound) / ((n * (n - 1)) / 2) : 0;
  const most = (inTruth + inFound) / 2;
  const ari = most === expected ? 1 : (together - expected) / (most - expected);

  let precision = 0;
  let placed = 0;
  let recall = 0;
  let clustered = 0;
  for (let i = 0; i < n; i += 1) {
    const cell = cells.get(table.keyOf(trueIds[i]!, foundIds[i]!))!;
    if (found[i] !== null || !hasNoise) {
      precision += cell / foundSizes.get(foundIds[i]!)!;
      placed += 1;
    }
    if (!isNoise[i]) {
      recall += cell / trueSizes.get(trueIds[i]!)!;
      clustered += 1;
    }
  }
  const unplacedCount = found.filter((id) => id === null).length;
  const noiseCount = isNoise.filter(Boolean).length;
  const hitCount = found.filter((id, i) => id === null && isNoise[i]).length;
  const noisePrecision = unplacedCount === 0 ? 0 : hitCount / unplacedCount;
  const noiseRecall = noiseCount === 0 ? 0 : hitCount / noiseCount;
  return {
    ...{ n, k: new Set(found.filter((id) => id !== null)).size, coverage: (n - unplacedCount) / Math.max(1, n) },
    ...{ acc: matchLabels(truth, found) / Math.max(1, n), ...adjustMutualInformation(table), ari },
    b3: harmonicMean(placed > 0 ? precision / placed : 0, clustered > 0 ? recall / clustered : 0),
    ...{ noisePrecision, noiseRecall, noiseF1: harmonicMean(noisePrecision, noiseRecall) },
  };
}

function harmonicMean(a: number, b: number): number {
  return a + b > 0 ? (2 * a * b) / (a + b) : 0;
}
