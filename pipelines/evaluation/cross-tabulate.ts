/** Two partitions of the same posts, counted against each other. */
export type CrossTable = {
  readonly n: number;
  readonly trueIds: readonly number[];
  readonly foundIds: readonly number[];
  readonly trueSizes: ReadonlyMap<number, number>;
  readonly foundSizes: ReadonlyMap<number, number>;
  /** Posts by `keyOf(trueId, foundId)`. */
  readonly cells: ReadonlyMap<number, number>;
  readonly keyOf: (trueId: number, foundId: number) => number;
};

/** Counts labels against clusters; every null is a group of its own. */
export function crossTabulate(truth: readonly (string | null)[], found: readonly (string | null)[]): CrossTable {
  const n = truth.length;
  const trueIds = toIds(truth);
  const foundIds = toIds(found);
  const keyOf = (trueId: number, foundId: number) => trueId * (2 * n + 1) + foundId;
  const cells = new Map<number, number>();
  const trueSizes = new Map<number, number>();
  const foundSizes = new Map<number, number>();
  for (let i = 0; i < n; i += 1) {
    add(cells, keyOf(trueIds[i]!, foundIds[i]!));
    add(trueSizes, trueIds[i]!);
    add(foundSizes, foundIds[i]!);
  }
  return { n, trueIds, foundIds, trueSizes, foundSizes, cells, keyOf };
}

/** Pairs inside groups of the given sizes. */
export function countPairs(sizes: Iterable<number>): number {
  let sum = 0;
  for (const size of sizes) sum += (size * (size - 1)) / 2;
  return sum;
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
