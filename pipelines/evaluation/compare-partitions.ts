/** Label of posts that belong to no true cluster. */
export const NOISE_LABEL = '__noise__';

/** How well found clusters agree with true labels. Unplaced posts count as clusters of one. */
export type PartitionScores = {
  readonly n: number;
  readonly k: number;
  readonly coverage: number;
  readonly ari: number;
  readonly nmi: number;
  readonly b3: number;
};

/**
 * Adjusted Rand index (Hubert and Arabie 1985), normalised mutual information (arithmetic mean) and B-cubed F1
 * (Bagga and Baldwin 1998). With noise labels B-cubed is B3*: precision over placed posts, recall over clustered ones.
 */
export function comparePartitions(truth: readonly string[], found: readonly (string | null)[]): PartitionScores {
  const n = truth.length;
  const isNoise = truth.map((label) => label === NOISE_LABEL);
  const trueIds = toIds(truth.map((label, i) => (isNoise[i] ? null : label)));
  const foundIds = toIds(found);
  const cells = new Map<number, number>();
  const trueSizes = new Map<number, number>();
  const foundSizes = new Map<number, number>();
  for (let i = 0; i < n; i += 1) {
    add(cells, trueIds[i]! * (2 * n + 1) + foundIds[i]!);
    add(trueSizes, trueIds[i]!);
    add(foundSizes, foundIds[i]!);
  }
  const pairs = (sizes: Map<number, number>) =>
    [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const together = pairs(cells);
  const expected = n > 1 ? (pairs(trueSizes) * pairs(foundSizes)) / ((n * (n - 1)) / 2) : 0;
  const most = (pairs(trueSizes) + pairs(foundSizes)) / 2;
  const ari = most === expected ? 1 : (together - expected) / (most - expected);

  let precision = 0;
  let placed = 0;
  let recall = 0;
  let clustered = 0;
  let mutual = 0;
  for (let i = 0; i < n; i += 1) {
    const cell = cells.get(trueIds[i]! * (2 * n + 1) + foundIds[i]!)!;
    mutual += Math.log((cell * n) / (trueSizes.get(trueIds[i]!)! * foundSizes.get(foundIds[i]!)!)) / n;
    if (found[i] !== null || !isNoise.includes(true)) {
      precision += cell / foundSizes.get(foundIds[i]!)!;
      placed += 1;
    }
    if (!isNoise[i]) {
      recall += cell / trueSizes.get(trueIds[i]!)!;
      clustered += 1;
    }
  }
  const entropy = (sizes: Map<number, number>) =>
    -[...sizes.values()].reduce((sum, size) => sum + (size / n) * Math.log(size / n), 0);
  const p = placed > 0 ? precision / placed : 0;
  const r = clustered > 0 ? recall / clustered : 0;
  const k = new Set(found.filter((id) => id !== null)).size;
  const b3 = p + r > 0 ? (2 * p * r) / (p + r) : 0;
  const nmi = mutual / Math.max(1e-12, (entropy(trueSizes) + entropy(foundSizes)) / 2);
  return { n, k, coverage: found.filter((id) => id !== null).length / Math.max(1, n), ari, nmi, b3 };
}

function toIds(labels: readonly (string | null)[]): number[] {
  const ids = new Map<string, number>();
  let alone = labels.length;
  return labels.map((label) => {
    if (label === null) {
      alone += 1;
      return alone - 1;
    }
    const id = ids.get(label) ?? ids.size;
    ids.set(label, id);
    return id;
  });
}

function add(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
