import type { Codes } from '#pipelines/kernels/create-arena.ts';
import { clusterSpherically, type SphericalClusters } from './cluster-spherically.ts';
import { splitCluster } from './split-cluster.ts';

const ITERATIONS = 25;

/**
 * Exactly `count` non-empty clusters over all rows: spherical k-means, started from the given groups (where they are
 * too few, the largest are split). Rows of a negative label join them afterwards. Needs at least `count` rows.
 */
export function forceClusterCount(rows: Codes, startLabels: Int32Array, count: number): SphericalClusters {
  return clusterSpherically(rows, count, splitUntil(rows, startLabels, count), ITERATIONS);
}

function splitUntil(all: Codes, labels: Int32Array, count: number): Int32Array {
  const groups = new Map<number, number[]>();
  for (const label of labels) if (label >= 0 && !groups.has(label)) groups.set(label, []);
  for (const [row, label] of labels.entries()) groups.get(label)?.push(row);
  const parts = [...groups.values()];
  while (parts.length < count) {
    let largest = 0;
    for (const [index, part] of parts.entries()) if (part.length > parts[largest]!.length) largest = index;
    const rows = parts[largest]!;
    const isSecond = splitCluster(all, rows);
    parts[largest] = rows.filter((_, index) => !isSecond[index]);
    parts.push(rows.filter((_, index) => isSecond[index]));
  }
  const result = new Int32Array(labels.length).fill(-1);
  for (const [index, rows] of parts.entries()) for (const row of rows) result[row] = index;
  return result;
}
