import { ONE } from '#pipelines/kernels/assemble-kernels.ts';
import {
  type Codes,
  codeBytes,
  createArena,
  type Ints,
  type Matrix,
  matrixBytes,
  padRows,
} from '#pipelines/kernels/create-arena.ts';
import { createRowSummer, encodeMatrix, PER_PRODUCT, type RowSummer } from '#pipelines/kernels/encode-rows.ts';
import { listByLabel } from '#pipelines/numerics/list-by-label.ts';
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
  rows: Codes,
  k: number,
  startLabels: Int32Array,
  iterations: number,
): SphericalClusters {
  const numbers = pickEvenly(rows.rowCount, rows.rowCount);
  const centroids = createArena(matrixBytes(k, rows.width)).createMatrix(k, rows.width);
  const room = createRoom(rows, k);
  const sum = createRowSummer(rows);
  averageRows(sum, numbers, startLabels, centroids);

  const labels = new Int32Array(rows.rowCount).fill(-1);
  const similarities = new Float32Array(rows.rowCount);
  let isSettled = false;
  for (let iteration = 0; iteration < iterations && !isSettled; iteration += 1) {
    isSettled = assign(rows, centroids, room, labels, similarities) === 0;
    fillEmpty(labels, similarities, k);
    averageRows(sum, numbers, labels, centroids);
  }
  if (!isSettled) {
    assign(rows, centroids, room, labels, similarities);
    fillEmpty(labels, similarities, k);
  }
  return { labels, centroids, similarities };
}

/**
 * How well clusters fit rows: their mean similarity to the centroids of their clusters, and the share of them that is nearest to that of its own; 0 to 2.
 */
export function measureFit(rows: Codes, labels: Int32Array, k: number): number {
  const { rowCount } = rows;
  const centroids = createArena(matrixBytes(k, rows.width)).createMatrix(k, rows.width);
  const similarities = averageRows(createRowSummer(rows), pickEvenly(rowCount, rowCount), labels, centroids);
  const moved = assign(rows, centroids, createRoom(rows, k), labels.slice(), new Float32Array(rowCount));
  return similarities / rowCount + 1 - moved / rowCount;
}

/** A block of rows beside all centroids, coded again whenever they move, and their products. */
type Room = { readonly block: Codes; readonly centroids: Codes; readonly out: Ints };

function createRoom({ width }: Codes, k: number): Room {
  const stride = padRows(k);
  const arena = createArena(codeBytes(BLOCK, width) + codeBytes(k, width) + (BLOCK + 4) * stride * 4);
  return {
    block: arena.createCodes(BLOCK, width),
    centroids: arena.createCodes(k, width),
    out: arena.createInts((BLOCK + 4) * stride),
  };
}

/** Sends each row to its nearest centroid; returns how many changed. */
function assign(rows: Codes, centroids: Matrix, room: Room, labels: Int32Array, similarities: Float32Array): number {
  const { rowCount: k, width } = centroids;
  const stride = padRows(k);
  encodeMatrix(centroids, room.centroids);
  let moved = 0;
  for (let start = 0; start < labels.length; start += BLOCK) {
    const count = Math.min(BLOCK, labels.length - start);
    room.block.values.set(rows.values.subarray(start * width, (start + count) * width));
    const left = { codes: room.block, start: 0, count };
    room.block.arena.dotBlockCodes(left, { codes: room.centroids, start: 0, count: k }, room.out);
    for (let i = 0; i < count; i += 1) {
      const best = pickLargest(room.out.values, i * stride, k);
      if (labels[start + i] !== best) moved += 1;
      labels[start + i] = best;
      similarities[start + i] = room.out.values[i * stride + best]! * PER_PRODUCT;
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

/**
 * Mean directions of the rows of each label; one without rows stays. A label below 0 counts nowhere. Returns the sum of
 * the rows' similarities to them.
 */
export function averageRows(sum: RowSummer, numbers: Int32Array, labels: Int32Array, centroids: Matrix): number {
  const { width, rowCount } = centroids;
  let similarities = 0;
  const { starts, places } = listByLabel(labels, rowCount);
  for (let c = 0; c < rowCount; c += 1) {
    const rows = places.subarray(starts[c], starts[c + 1]).map((i) => numbers[i]!);
    const total = sum(rows);
    const centroid = centroids.values.subarray(c * width, (c + 1) * width);
    const isEmpty = total.every((value) => value === 0);
    if (!isEmpty) centroid.set(total.subarray(0, width));
    const length = normalise(centroid);
    if (!isEmpty) similarities += length / ONE;
  }
  return similarities;
}

/** The first of the largest among `count` values from `start` on, counted from there. */
export function pickLargest(values: Int32Array, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i += 1) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}
