import {
  type Codes,
  codeBytes,
  createArena,
  type Ints,
  type Matrix,
  matrixBytes,
  padRows,
} from '#pipelines/kernels/create-arena.ts';
import { encodeRow, encodeRows, PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import { pickEvenly } from '#pipelines/numerics/pick-evenly.ts';
import { normalise } from '#pipelines/vectors/hash-terms.ts';

/** A hard partition of rows with unit-length centroids. */
export type SphericalClusters = {
  readonly labels: Int32Array;
  readonly centroids: Matrix;
  readonly similarities: Float32Array;
};

const BLOCK = 256;

/**
 * Spherical k-means (Dhillon and Modha 2001): centroids are unit vectors, rows go to the largest dot product.
 * Starts from the mean directions of `startLabels`. A cluster that runs empty takes the worst placed row.
 */
export function clusterSpherically(
  matrix: Matrix,
  k: number,
  startLabels: Int32Array,
  iterations: number,
): SphericalClusters {
  const rows = pickEvenly(matrix.rowCount, matrix.rowCount);
  const centroids = createArena(matrixBytes(k, matrix.width)).createMatrix(k, matrix.width);
  const coded = encodeAll(matrix, k);
  averageRows(matrix, rows, startLabels, centroids);

  const labels = new Int32Array(rows.length).fill(-1);
  const similarities = new Float32Array(rows.length);
  let isSettled = false;
  for (let iteration = 0; iteration < iterations && !isSettled; iteration += 1) {
    isSettled = assign(centroids, coded, labels, similarities) === 0;
    fillEmpty(labels, similarities, k);
    averageRows(matrix, rows, labels, centroids);
  }
  if (!isSettled) {
    assign(centroids, coded, labels, similarities);
    fillEmpty(labels, similarities, k);
  }
  return { labels, centroids, similarities };
}

/** The rows as codes, coded once; the centroids are coded again whenever they move. */
type Coded = { readonly rows: Codes; readonly centroids: Codes; readonly out: Ints };

function encodeAll(matrix: Matrix, k: number): Coded {
  const stride = padRows(k);
  const room = codeBytes(k, matrix.width) + (BLOCK + 4) * stride * 4 + 64;
  const { codes } = encodeRows(matrix, pickEvenly(matrix.rowCount, matrix.rowCount), room);
  const { arena } = codes;
  return { rows: codes, centroids: arena.createCodes(k, matrix.width), out: arena.createInts((BLOCK + 4) * stride) };
}

/** Sends each row to its nearest centroid; returns how many changed. */
function assign(centroids: Matrix, coded: Coded, labels: Int32Array, similarities: Float32Array): number {
  const k = centroids.rowCount;
  const stride = padRows(k);
  const { rows: codes, out } = coded;
  for (let c = 0; c < k; c += 1) encodeRow(centroids, c, coded.centroids, c);
  const right = { codes: coded.centroids, start: 0, count: k };
  let moved = 0;
  for (let start = 0; start < labels.length; start += BLOCK) {
    const count = Math.min(BLOCK, labels.length - start);
    codes.arena.dotBlockCodes({ codes, start, count }, right, out);
    for (let i = 0; i < count; i += 1) {
      const best = pickLargest(out.values, i * stride, k);
      if (labels[start + i] !== best) moved += 1;
      labels[start + i] = best;
      similarities[start + i] = out.values[i * stride + best]! * PER_PRODUCT;
    }
  }
  return moved;
}

/** Moves the worst placed rows of clusters that can spare one into empty clusters. */
function fillEmpty(labels: Int32Array, similarities: Float32Array, k: number): void {
  const counts = new Int32Array(k);
  for (const label of labels) counts[label]! += 1;
  if (!counts.includes(0)) return;
  const worst = [...labels.keys()].sort((a, b) => similarities[a]! - similarities[b]! || a - b);
  let next = 0;
  for (let c = 0; c < k; c += 1) {
    if (counts[c] !== 0) continue;
    while (next < worst.length && counts[labels[worst[next]!]!]! < 2) next += 1;
    if (next === worst.length) return;
    const row = worst[next]!;
    counts[labels[row]!]! -= 1;
    labels[row] = c;
    counts[c] = 1;
    next += 1;
  }
}

/** Mean directions of the rows of each label; one without rows stays. A label below 0 counts nowhere. */
export function averageRows(matrix: Matrix, rows: Int32Array, labels: Int32Array, centroids: Matrix): void {
  const { width } = matrix;
  const previous = centroids.values.slice();
  centroids.values.fill(0);
  for (let i = 0; i < rows.length; i += 1) {
    const label = labels[i]!;
    if (label < 0) continue;
    const from = rows[i]! * width;
    const to = label * width;
    for (let d = 0; d < width; d += 1) centroids.values[to + d]! += matrix.values[from + d]!;
  }
  for (let c = 0; c < centroids.rowCount; c += 1) {
    const centroid = centroids.values.subarray(c * width, (c + 1) * width);
    if (centroid.every((value) => value === 0)) centroid.set(previous.subarray(c * width, (c + 1) * width));
    normalise(centroid);
  }
}

/** The first of the largest among `count` values from `start` on, counted from there. */
export function pickLargest(values: Int32Array, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i += 1) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}
