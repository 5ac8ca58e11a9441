import { kmeans } from 'ml-kmeans';
import type { Codes } from '#pipelines/kernels/create-arena.ts';
import { readRow } from '#pipelines/kernels/encode-rows.ts';

const MAX_ITERATIONS = 30;

/**
 * Splits the given rows in two by k-means, started from the row farthest from the mean and the row farthest from that
 * one. Returns for each row whether it goes to the second part; both parts are non-empty when there are two rows.
 */
export function splitCluster(all: Codes, rows: readonly number[]): boolean[] {
  const points = rows.map((row) => readRow(all, row));
  const mean = points[0]!.map((_, d) => points.reduce((sum, point) => sum + point[d]!, 0) / points.length);
  const first = farthest(points, mean);
  const second = farthest(points, points[first]!);
  if (first === second) return rows.map((_, index) => index === rows.length - 1);
  const { clusters } = kmeans(points, 2, {
    initialization: [points[first]!, points[second]!],
    maxIterations: MAX_ITERATIONS,
  });
  const isSecond = clusters.map((cluster) => cluster === 1);
  // Equal points may all fall on one side: a split is asked for, so the last one moves.
  if (isSecond.every((side) => side === isSecond[0])) return rows.map((_, index) => index === rows.length - 1);
  return isSecond;
}

function farthest(points: readonly number[][], from: readonly number[]): number {
  let best = 0;
  let most = -1;
  for (const [index, point] of points.entries()) {
    let distance = 0;
    for (let d = 0; d < point.length; d += 1) distance += (point[d]! - from[d]!) ** 2;
    if (distance > most + 1e-12) {
      best = index;
      most = distance;
    }
  }
  return best;
}
