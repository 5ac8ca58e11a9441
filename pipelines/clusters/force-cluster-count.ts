import { ONE } from '#pipelines/kernels/assemble-kernels.ts';
import type { Codes } from '#pipelines/kernels/create-arena.ts';
import { createRowSummer, type RowSummer } from '#pipelines/kernels/encode-rows.ts';
import { clusterSpherically, type SphericalClusters } from './cluster-spherically.ts';
import { splitCluster } from './split-cluster.ts';

const ITERATIONS = 6;

/**
 * Exactly `count` non-empty clusters over all rows: spherical k-means, started from the given groups (where they are
 * too few, those are split whose parts lie farthest apart). Rows of a negative label join them afterwards. Needs at least `count` rows.
 */
export function forceClusterCount(rows: Codes, startLabels: Int32Array, count: number): SphericalClusters {
  return clusterSpherically(rows, count, splitUntil(rows, startLabels, count), ITERATIONS);
}

/** Rows, the two parts that they would fall into, and by how much less these would scatter. */
type Splittable = {
  readonly rows: number[];
  readonly parts: readonly [number[], number[]] | null;
  readonly gain: number;
};

function splitUntil(all: Codes, labels: Int32Array, count: number): Int32Array {
  const groups = new Map<number, number[]>();
  const strays: number[] = [];
  for (const label of labels) if (label >= 0 && !groups.has(label)) groups.set(label, []);
  for (const [row, label] of labels.entries()) (groups.get(label) ?? strays).push(row);
  let found = [...groups.values()];
  if (found.length < count) {
    const sum = createRowSummer(all);
    const open = found.map((rows) => trySplit(all, sum, rows));
    while (open.length < count) {
      let best = 0;
      for (const [index, { gain }] of open.entries()) if (gain > open[best]!.gain) best = index;
      const { parts } = open[best] ?? { parts: null };
      if (parts === null) open.push(trySplit(all, sum, [strays.pop()!]));
      else open.splice(best, 1, ...parts.map((part) => trySplit(all, sum, part)));
    }
    found = open.map(({ rows }) => rows);
  }
  const result = new Int32Array(labels.length).fill(-1);
  for (const [index, rows] of found.entries()) for (const row of rows) result[row] = index;
  return result;
}

function trySplit(all: Codes, sum: RowSummer, rows: number[]): Splittable {
  if (rows.length < 2) return { rows, parts: null, gain: Number.NEGATIVE_INFINITY };
  const isSecond = splitCluster(all, rows);
  const parts = [rows.filter((_, i) => !isSecond[i]), rows.filter((_, i) => isSecond[i])] as const;
  const gain = measureScatter(sum, rows) - measureScatter(sum, parts[0]) - measureScatter(sum, parts[1]);
  return { rows, parts: [...parts], gain };
}

/** The sum of squared distances of unit rows to their mean. */
function measureScatter(sum: RowSummer, rows: readonly number[]): number {
  let square = 0;
  for (const value of sum(Int32Array.from(rows))) square += (value / ONE) ** 2;
  return rows.length - square / rows.length;
}
