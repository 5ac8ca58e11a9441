import { createArena, type Matrix, matrixBytes, padRows } from '#pipelines/kernels/create-arena.ts';
import { normalise } from '#pipelines/vectors/hash-terms.ts';
import { cutMerges, mergeGroups } from './merge-groups.ts';

/** Fewer clusters are looked through without headings. */
export const FEWEST_FOR_THEMES = 24;
/** What is near in a community: the similarity that this share of all pairs of clusters reaches... */
const NEAREST_SHARE = 0.03;
/** ...and clusters join down to this part of it, so that clear groups are not cut where the share happens to end. */
const SLACK = 0.65;

/**
 * Themes over clusters: the number of each cluster's theme, counting from 0, or -1 where it is like nothing else. Mean
 * directions of the clusters, less what all have in common, join by average link down to a part of the similarity that the
 * nearest pairs have: it follows how far apart the matters of a community lie.
 *
 * @param matrix rows that clusters were found among, with their `labels`.
 * @param wanted labels of the clusters that live.
 * @returns beside `wanted`.
 */
export function groupThemes(matrix: Matrix, labels: Int32Array, wanted: readonly number[]): Int32Array {
  const count = wanted.length;
  const themes = new Int32Array(count).fill(-1);
  if (count < FEWEST_FOR_THEMES) return themes;
  const directions = averageRows(matrix, labels, wanted);
  const own = Int32Array.from({ length: count }, (_, cluster) => cluster);
  const threshold = findThreshold(directions);
  const groups = cutMerges(mergeGroups(directions, own, count, 'average'), count, { threshold });
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const numbers = new Map<number, number>();
  for (const [cluster, group] of groups.entries()) {
    if (sizes.get(group) === 1) continue;
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    themes[cluster] = numbers.get(group) ?? -1;
  }
  return themes;
}

/** Mean direction of each cluster's rows, as it differs from the mean of all of them, with unit length. */
function averageRows(matrix: Matrix, labels: Int32Array, wanted: readonly number[]): Matrix {
  const { width } = matrix;
  const arena = createArena(matrixBytes(wanted.length, width));
  const directions = arena.createMatrix(wanted.length, width);
  const placeOf = new Map(wanted.map((label, place) => [label, place]));
  const rowOf = (place: number) => directions.values.subarray(place * width, (place + 1) * width);
  for (const [row, label] of labels.entries()) {
    const place = placeOf.get(label);
    if (place === undefined) continue;
    const sum = rowOf(place);
    for (let d = 0; d < width; d += 1) sum[d] = (sum[d] ?? 0) + (matrix.values[row * width + d] ?? 0);
  }
  const mean = new Float64Array(width);
  for (let place = 0; place < wanted.length; place += 1) {
    normalise(rowOf(place));
    for (const [d, value] of rowOf(place).entries()) mean[d] = (mean[d] ?? 0) + value / wanted.length;
  }
  for (let place = 0; place < wanted.length; place += 1) {
    const row = rowOf(place);
    for (let d = 0; d < width; d += 1) row[d] = (row[d] ?? 0) - (mean[d] ?? 0);
    normalise(row);
  }
  return directions;
}

/** Down to which similarity rows have something in common: a part of that of the nearest pairs, and never what is unlike. */
function findThreshold(directions: Matrix): number {
  const { rowCount: count } = directions;
  const stride = padRows(count);
  const arena = createArena(matrixBytes(count, directions.width) + matrixBytes(count, stride));
  const rows = arena.createMatrix(count, directions.width);
  const products = arena.createMatrix(count, stride);
  rows.values.set(directions.values);
  const all = { matrix: rows, start: 0, count };
  arena.dotBlock(all, all, products);
  const pairs = new Float32Array((count * (count - 1)) / 2);
  let next = 0;
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      pairs[next] = products.values[a * stride + b] ?? 0;
      next += 1;
    }
  }
  pairs.sort();
  return SLACK * Math.max(0.05, pairs[Math.floor(pairs.length * (1 - NEAREST_SHARE))] ?? 1);
}
