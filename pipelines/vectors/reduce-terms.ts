import { WIDTH_MULTIPLE } from '#pipelines/kernels/assemble-kernels.ts';
import {
  type Arena,
  createArena,
  type Matrix,
  matrixBytes,
  type WeighedRows,
} from '#pipelines/kernels/create-arena.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import { diagonalise } from './diagonalise.ts';
import { normalise } from './hash-terms.ts';
import { orthonormalise } from './orthonormalise.ts';
import type { TermRows } from './weigh-terms.ts';

/** Rows that the directions are learned from; more of them change the directions very little. */
const SAMPLE_ROWS = 20_000;
const OVERSAMPLING = 16;
const ITERATIONS = 4;

/**
 * The topical view: latent semantic analysis of the TF-IDF rows by randomised subspace iteration, half whitened
 * (columns divided by the square root of their singular value, so that the few largest topics do not drown the rest).
 * Halko, Martinsson, Tropp 2011, algorithm 4.4. Directions are learned from the first `learnFrom` rows.
 *
 * @throws RangeError when the width is not a multiple of 16: the products below are read back as rows of that width.
 */
export function reduceTerms(
  rows: TermRows,
  learnFrom: number,
  target: { readonly matrix: Matrix; readonly column: number; readonly width: number; readonly scale: number },
  random: Random,
): void {
  const { matrix, column, width, scale } = target;
  if (width % WIDTH_MULTIPLE !== 0) throw new RangeError(`${width} is not a multiple of ${WIDTH_MULTIPLE}.`);
  const directions = findDirections(rows, learnFrom, width, random);
  const { arena } = directions;
  const projected = arena.createMatrix(1, directions.width);
  const list = createList(arena, rows);
  for (let row = 0; row < rows.rowCount; row += 1) {
    project(rows, row, directions, projected, list);
    const out = matrix.values.subarray(row * matrix.width + column, row * matrix.width + column + width);
    out.set(projected.values.subarray(0, width));
    normalise(out, scale);
  }
}

/** One row per term: its part in each direction, most important direction first. */
function findDirections(rows: TermRows, learnFrom: number, width: number, random: Random): Matrix {
  const rank = width + OVERSAMPLING;
  const sample = pickRows(learnFrom);
  const bytes = 2 * matrixBytes(rows.termCount, rank) + 2 * matrixBytes(rank, rows.termCount);
  const arena = createArena(
    bytes + 3 * matrixBytes(rank, rank) + matrixBytes(rows.termCount, width) + matrixBytes(4, rank),
  );
  const basis = arena.createMatrix(rows.termCount, rank);
  const product = arena.createMatrix(rows.termCount, rank);
  const across = arena.createMatrix(rank, rows.termCount);
  const productAcross = arena.createMatrix(rank, rows.termCount);
  const gram = arena.createMatrix(rank + 4, rank);
  const projected = arena.createMatrix(1, rank);
  const list = createList(arena, rows);

  for (let i = 0; i < rank * rows.termCount; i += 1)
    across.values[Math.floor(i / rows.termCount) * across.width + (i % rows.termCount)] = random.next() - 0.5;
  orthonormalise(across, gram);
  transpose(across, basis);
  for (let iteration = 0; ; iteration += 1) {
    multiplyByGram(rows, sample, basis, product, projected, list);
    transpose(product, productAcross);
    if (iteration === ITERATIONS) break;
    across.values.set(productAcross.values);
    orthonormalise(across, gram);
    transpose(across, basis);
  }

  const all = (of: Matrix) => ({ matrix: of, start: 0, count: of.rowCount });
  arena.dotBlock(all(across), all(productAcross), gram);
  const symmetric = Float64Array.from(
    { length: rank * rank },
    (_, i) => gram.values[Math.floor(i / rank) * gram.width + (i % rank)]!,
  );
  const { vectors, values } = diagonalise(symmetric, rank);
  const turned = arena.createMatrix(width, rank);
  for (let k = 0; k < width; k += 1) {
    // Values are squared singular values: half whitening divides by their fourth root.
    const gain = values[k]! > 1e-6 ? 1 / Math.sqrt(Math.sqrt(values[k]!)) : 0;
    for (let a = 0; a < rank; a += 1) turned.values[k * turned.width + a] = vectors[k * rank + a]! * gain;
  }
  const directions = arena.createMatrix(rows.termCount, width);
  arena.dotBlock(all(basis), all(turned), directions);
  return directions;
}

/** product = A' A basis, over the sampled rows of A. */
function multiplyByGram(
  rows: TermRows,
  sample: Int32Array,
  basis: Matrix,
  product: Matrix,
  projected: Matrix,
  list: RowList,
): void {
  product.values.fill(0);
  for (const row of sample) {
    project(rows, row, basis, projected, list);
    for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i += 1) {
      basis.arena.addScaled(projected, 0, rows.weights[i]!, product, rows.terms[i]!);
    }
  }
}

type RowList = Omit<WeighedRows, 'count'>;

/** Room for the terms of any row. */
function createList(arena: Arena, { rowCount, offsets }: TermRows): RowList {
  let most = 1;
  for (let row = 0; row < rowCount; row += 1) most = Math.max(most, offsets[row + 1]! - offsets[row]!);
  return { rows: arena.createInts(most), weights: arena.createMatrix(1, most) };
}

function project(rows: TermRows, row: number, onto: Matrix, out: Matrix, list: RowList): void {
  const start = rows.offsets[row]!;
  const count = rows.offsets[row + 1]! - start;
  for (let i = 0; i < count; i += 1) {
    list.rows.values[i] = rows.terms[start + i]!;
    list.weights.values[i] = rows.weights[start + i]!;
  }
  out.values.fill(0);
  onto.arena.addRows(onto, { ...list, count }, out, 0);
}

/** Sixteen rows at a time, so that what is written stands together. */
function transpose(from: Matrix, to: Matrix): void {
  for (let start = 0; start < from.rowCount; start += 16) {
    const end = Math.min(from.rowCount, start + 16);
    for (let column = 0; column < to.rowCount; column += 1) {
      for (let row = start; row < end; row += 1)
        to.values[column * to.width + row] = from.values[row * from.width + column]!;
    }
  }
}

/** Evenly spaced rows: rows are ordered by post id, which says nothing about their matter. */
function pickRows(rowCount: number): Int32Array {
  const count = Math.min(rowCount, SAMPLE_ROWS);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * rowCount) / count));
}
