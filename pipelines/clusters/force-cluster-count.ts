import type { Matrix } from '#pipelines/kernels/create-arena.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import { clusterSpherically } from './cluster-spherically.ts';
import { splitCluster } from './split-cluster.ts';

const ITERATIONS = 25;

/** Seeded starts beside the merge tree: the tree's largest cluster may be several that touch. */
const RESTARTS = 3;

/**
 * Exactly `count` non-empty clusters over all rows: spherical k-means, started from the given groups (the merge tree
 * cut at that count; where they are too few, the largest are split) and from seeded rows; the partition whose rows lie
 * nearest to their centroids wins, the earliest of equals.
 * Needs at least `count` rows.
 */
export function forceClusterCount(matrix: Matrix, startLabels: Int32Array, count: number, random: Random): Int32Array {
  const tree = splitUntil(matrix, startLabels, count);
  const partitions = [
    clusterSpherically(matrix, count, random, { iterations: ITERATIONS, startLabels: tree }),
    ...Array.from({ length: RESTARTS }, () => clusterSpherically(matrix, count, random, { iterations: ITERATIONS })),
  ];
  let best = partitions[0]!;
  for (const partition of partitions) if (sum(partition.similarities) > sum(best.similarities)) best = partition;
  return best.labels;
}

function sum(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function splitUntil(matrix: Matrix, labels: Int32Array, count: number): Int32Array {
  const groups = new Map<number, number[]>();
  for (const label of labels) if (!groups.has(label)) groups.set(label, []);
  for (const [row, label] of labels.entries()) groups.get(label)!.push(row);
  const parts = [...groups.values()];
  while (parts.length < count) {
    let largest = 0;
    for (const [index, part] of parts.entries()) if (part.length > parts[largest]!.length) largest = index;
    const rows = parts[largest]!;
    const isSecond = splitCluster(matrix, rows);
    parts[largest] = rows.filter((_, index) => !isSecond[index]);
    parts.push(rows.filter((_, index) => isSecond[index]));
  }
  const result = new Int32Array(labels.length);
  for (const [index, rows] of parts.entries()) for (const row of rows) result[row] = index;
  return result;
}
