import { kmeans } from 'ml-kmeans';
import { ONE } from '#pipelines/kernels/assemble-kernels.ts';
import type { Codes } from '#pipelines/kernels/create-arena.ts';
import { readRow } from '#pipelines/kernels/encode-rows.ts';
import { pickEvenly } from '#pipelines/numerics/pick-evenly.ts';

const MAX_ITERATIONS = 30;
/** More rows than this move the two means hardly at all, and a cluster may be split hundreds of times. */
const MOST_LEARNED = 500;

/**
 * Splits the given rows in two by k-means, started from the row farthest from the mean and the row farthest from that
 * one. Returns for each row whether it goes to the second part; both parts are non-empty when there are two rows. Rows that are all alike are halved.
 */
export function splitCluster(all: Codes, rows: readonly number[]): boolean[] {
  const points = Array.from(pickEvenly(rows.length, MOST_LEARNED), (i) => readRow(all, rows[i]!));
  const mean = points[0]!.map((_, d) => points.reduce((sum, point) => sum + point[d]!, 0) / points.length);
  const first = farthest(points, mean);
  const second = farthest(points, points[first]!);
  const halves = rows.map((_, index) => index * 2 >= rows.length);
  if (first === second) return halves;
  const { centroids } = kmeans(points, 2, {
    initialization: [points[first]!, points[second]!],
    maxIterations: MAX_ITERATIONS,
  });
  const isSecond = rows.map(createSide(all, centroids[0]!, centroids[1]!));
  // Equal points may all fall on one side, and a split is asked for.
  return isSecond.every((side) => side === isSecond[0]) ? halves : isSecond;
}

/** Whether a row is nearer to the second of two points. */
function createSide({ values, width }: Codes, first: readonly number[], second: readonly number[]) {
  const normal = first.map((value, d) => (second[d]! - value) / ONE);
  const least = first.reduce((sum, value, d) => sum + (second[d]! ** 2 - value ** 2) / 2, 0);
  return (row: number): boolean => {
    let product = 0;
    for (let d = 0; d < width; d += 1) product += normal[d]! * values[row * width + d]!;
    return product > least;
  };
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
