import { type ChanceStandings, NEAREST } from '#pipelines/chance/compare-with-chance.ts';
import type { Neighbours } from '#pipelines/graph/top-neighbours.ts';

/**
 * How far a row's nearest rows speak for its cluster: the similarities of those that are in it, over as many as could be.
 * Measured on vectors before smoothing: smoothing pulls stray posts into whatever lies near.
 */
export function measureBelonging(labels: Int32Array, near: Neighbours, nearest = near.k): Float64Array {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return Float64Array.from(labels, (label, row) => {
    const most = Math.min(nearest, sizes.get(label)! - 1);
    if (most === 0) return 0;
    let sum = 0;
    for (let i = row * near.k; i < row * near.k + nearest; i += 1) {
      if (near.ids[i]! >= 0 && labels[near.ids[i]!] === label) sum += Math.max(0, near.similarities[i]!);
    }
    return Math.min(1, sum / most);
  });
}

/**
 * Labels with -1 for posts without company. A post stands by its likeness to what is nearest, over that of chance; the half
 * of it that its own cluster does not bear out is taken off: neighbours of a stray post lie in many clusters. Its
 * standing and the mean standing of its cluster are added: a faint post in a clear cluster belongs there, a cluster of
 * nothing but small talk falls apart. A post that is like no other belongs nowhere, however clear its cluster is.
 */
export function unplaceOutliers(
  labels: Int32Array,
  { likeness, ratios }: ChanceStandings,
  near: Neighbours,
  least: number,
): Int32Array {
  const belonging = measureBelonging(labels, near, Math.min(NEAREST, near.k));
  const standings = ratios.map((ratio, row) =>
    likeness[row]! > 0 ? (ratio * (1 + Math.min(1, belonging[row]! / likeness[row]!))) / 2 : 0,
  );
  const sums = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (const [row, label] of labels.entries()) {
    sums.set(label, (sums.get(label) ?? 0) + standings[row]!);
    sizes.set(label, (sizes.get(label) ?? 0) + 1);
  }
  return labels.map((label, row) =>
    likeness[row]! <= 0 || standings[row]! + sums.get(label)! / sizes.get(label)! < least ? -1 : label,
  );
}
