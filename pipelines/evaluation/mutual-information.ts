import type { CrossTable } from './cross-tabulate.ts';

/**
 * Mutual information of two partitions over the mean of their entropies: as it is (NMI), and less what chance would
 * give with groups of these sizes (AMI; Vinh, Epps, Bailey 2010).
 */
export function adjustMutualInformation(table: CrossTable): { nmi: number; ami: number } {
  const { n, trueIds, foundIds, trueSizes, foundSizes, cells, keyOf } = table;
  let mutual = 0;
  for (let i = 0; i < n; i += 1) {
    const cell = cells.get(keyOf(trueIds[i]!, foundIds[i]!))!;
    mutual += Math.log((cell * n) / (trueSizes.get(trueIds[i]!)! * foundSizes.get(foundIds[i]!)!)) / n;
  }
  const most = (entropy(trueSizes.values(), n) + entropy(foundSizes.values(), n)) / 2;
  const expected = expectMutual(countSizes(trueSizes.values()), countSizes(foundSizes.values()), n);
  return {
    nmi: mutual / Math.max(1e-12, most),
    ami: most - expected < 1e-12 ? 1 : (mutual - expected) / (most - expected),
  };
}

function entropy(sizes: Iterable<number>, n: number): number {
  let sum = 0;
  for (const size of sizes) sum -= (size / n) * Math.log(size / n);
  return sum;
}

/** Groups by size: the expectation depends on sizes only, and unplaced posts are thousands of groups of one. */
function countSizes(sizes: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  return counts;
}

/** Mean mutual information over all pairs of partitions with these group sizes (hypergeometric model). */
function expectMutual(left: ReadonlyMap<number, number>, right: ReadonlyMap<number, number>, n: number): number {
  const logFactorial = new Float64Array(n + 1);
  for (let i = 2; i <= n; i += 1) logFactorial[i] = logFactorial[i - 1]! + Math.log(i);
  const f = (i: number) => logFactorial[i]!;
  let sum = 0;
  for (const [a, aCount] of left) {
    for (const [b, bCount] of right) {
      const fixed = f(a) + f(b) + f(n - a) + f(n - b) - f(n);
      let expected = 0;
      for (let both = Math.max(1, a + b - n); both <= Math.min(a, b); both += 1) {
        const odds = Math.exp(fixed - f(both) - f(a - both) - f(b - both) - f(n - a - b + both));
        expected += (both / n) * Math.log((n * both) / (a * b)) * odds;
      }
      sum += aCount * bCount * expected;
    }
  }
  return sum;
}
