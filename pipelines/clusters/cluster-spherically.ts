import { copyRows, createArena, type Matrix, matrixBytes, padRows } from '#pipelines/kernels/create-arena.ts';
import { pickEvenly } from '#pipelines/numerics/pick-evenly.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import { normalise } from '#pipelines/vectors/hash-terms.ts';

/** A hard partition of rows with unit-length centroids. */
export type SphericalClusters = {
  readonly labels: Int32Array;
  readonly centroids: Matrix;
  readonly similarities: Float32Array;
};

export type SphericalOptions = {
  readonly iterations: number;
  /** Iterate over this many evenly spaced rows only; all rows are assigned at the end. */
  readonly sampleRows?: number;
  /** Start from these rows' mean directions instead of seeding. */
  readonly startLabels?: Int32Array;
};

const BLOCK = 256;
const SEED_ROWS_PER_CLUSTER = 8;
const MIN_SEED_ROWS = 4000;

/**
 * Spherical k-means (Dhillon and Modha 2001): centroids are unit vectors, rows go to the largest dot product.
 * Seeded by distance-squared sampling (k-means++). A cluster that runs empty takes the worst placed row.
 */
export function clusterSpherically(
  matrix: Matrix,
  k: number,
  random: Random,
  options: SphericalOptions,
): SphericalClusters {
  const scratch = createScratch(matrix.width, k);
  const sample = pickEvenly(matrix.rowCount, Math.min(matrix.rowCount, options.sampleRows ?? matrix.rowCount));
  const { centroids } = scratch;
  if (options.startLabels === undefined) seedCentroids(matrix, sample, centroids, random);
  else averageRows(matrix, sample, options.startLabels, centroids);

  const labels = new Int32Array(sample.length).fill(-1);
  const similarities = new Float32Array(sample.length);
  for (let iteration = 0; iteration < options.iterations; iteration += 1) {
    const moved = assign(matrix, sample, labels, similarities, scratch);
    fillEmpty(labels, similarities, k);
    averageRows(matrix, sample, labels, centroids);
    if (moved === 0) break;
  }
  const all = pickEvenly(matrix.rowCount, matrix.rowCount);
  const allLabels = new Int32Array(matrix.rowCount).fill(-1);
  const allSimilarities = new Float32Array(matrix.rowCount);
  assign(matrix, all, allLabels, allSimilarities, scratch);
  if (sample.length === matrix.rowCount) fillEmpty(allLabels, allSimilarities, k);
  return { labels: allLabels, centroids, similarities: allSimilarities };
}

type Scratch = { readonly centroids: Matrix; readonly block: Matrix; readonly out: Matrix };

function createScratch(width: number, k: number): Scratch {
  const arena = createArena(matrixBytes(k, width) + matrixBytes(BLOCK, width) + matrixBytes(BLOCK, padRows(k)));
  return {
    centroids: arena.createMatrix(k, width),
    block: arena.createMatrix(BLOCK, width),
    out: arena.createMatrix(BLOCK, padRows(k)),
  };
}

function assign(
  matrix: Matrix,
  rows: Int32Array,
  labels: Int32Array,
  similarities: Float32Array,
  scratch: Scratch,
): number {
  const { centroids, block, out } = scratch;
  const stride = padRows(centroids.rowCount);
  let moved = 0;
  for (let start = 0; start < rows.length; start += BLOCK) {
    const count = Math.min(BLOCK, rows.length - start);
    copyRows(matrix, rows.subarray(start, start + count), block);
    centroids.arena.dotBlock(
      { matrix: block, start: 0, count },
      { matrix: centroids, start: 0, count: centroids.rowCount },
      out,
    );
    for (let i = 0; i < count; i += 1) {
      let best = 0;
      for (let c = 1; c < centroids.rowCount; c += 1)
        if (out.values[i * stride + c]! > out.values[i * stride + best]!) best = c;
      if (labels[start + i] !== best) moved += 1;
      labels[start + i] = best;
      similarities[start + i] = out.values[i * stride + best]!;
    }
  }
  return moved;
}

function seedCentroids(matrix: Matrix, rows: Int32Array, centroids: Matrix, random: Random): void {
  // Seeding looks at a bounded number of rows: k-means++ is k passes over them.
  const poolSize = Math.min(rows.length, Math.max(centroids.rowCount * SEED_ROWS_PER_CLUSTER, MIN_SEED_ROWS));
  const pool = pickEvenly(rows.length, poolSize).map((i) => rows[i]!);
  const arena = createArena(2 * matrixBytes(poolSize, matrix.width) + matrixBytes(8, poolSize + 4));
  const candidates = arena.createMatrix(poolSize, matrix.width);
  const seed = arena.createMatrix(1, matrix.width);
  const products = arena.createMatrix(4, padRows(poolSize));
  copyRows(matrix, pool, candidates);
  const distances = new Float64Array(poolSize).fill(2);
  let chosen = random.below(poolSize);
  for (let c = 0; c < centroids.rowCount; c += 1) {
    copyRows(candidates, [chosen], seed);
    centroids.values.set(seed.values, c * matrix.width);
    if (c + 1 === centroids.rowCount) break;
    const all = { matrix: candidates, start: 0, count: poolSize };
    arena.dotBlock({ matrix: seed, start: 0, count: 1 }, all, products);
    let total = 0;
    for (let i = 0; i < poolSize; i += 1) {
      distances[i] = Math.min(distances[i]!, Math.max(0, 1 - products.values[i]!));
      total += distances[i]!;
    }
    let left = random.next() * total;
    chosen = 0;
    while (chosen < poolSize - 1 && left >= distances[chosen]!) {
      left -= distances[chosen]!;
      chosen += 1;
    }
  }
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

function averageRows(matrix: Matrix, rows: Int32Array, labels: Int32Array, centroids: Matrix): void {
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
