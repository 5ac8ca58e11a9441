import { WIDTH_MULTIPLE } from '#pipelines/kernels/assemble-kernels.ts';
import {
  type Arena,
  createArena,
  type Matrix,
  matrixBytes,
  type WeighedRows,
} from '#pipelines/kernels/create-arena.ts';
import { hashPair } from '#pipelines/numerics/hash.ts';
import { createRandom, type Random } from '#pipelines/numerics/random.ts';
import type { CountedTerms } from './count-terms.ts';
import { diagonalise } from './diagonalise.ts';
import { normalise } from './hash-terms.ts';
import { crossProducts, orthonormaliseColumns } from './orthonormalise.ts';
import { dampen, type TermRows, type TermWeights } from './weigh-terms.ts';

const OVERSAMPLING = 16;
/** Rounds of subspace iteration: with two or four, clusters were no better on any set. */
const ITERATIONS = 1;

/** Writes what a post is about into `values`, scaled to length `scale`. */
export type ReduceTerms = (stems: CountedTerms, values: Float32Array, scale: number) => void;

/**
 * The topical view: latent semantic analysis of TF-IDF rows by randomised subspace iteration, half whitened (columns
 * divided by the square root of their singular value, so that the few largest topics do not drown the rest).
 * Halko, Martinsson, Tropp 2011, algorithm 4.4. Directions are learned from `rows`.
 *
 * @param width how many directions, a multiple of 16.
 * @throws RangeError when it is not: the products below are read back as rows of that width.
 */
export function learnDirections(rows: TermRows, weights: TermWeights, width: number, random: Random): ReduceTerms {
  if (width % WIDTH_MULTIPLE !== 0) throw new RangeError(`${width} is not a multiple of ${WIDTH_MULTIPLE}.`);
  const directions = findDirections(rows, weights, width, random);
  const { arena } = directions;
  const projected = arena.createMatrix(1, directions.width);
  const list = createList(arena, rows.termCount);
  return (stems, values, scale) => {
    let count = 0;
    for (let i = 0; i < stems.length; i += 1) {
      const column = rows.columnOf[stems.ids[i]!]!;
      if (column < 0) continue;
      list.rows.values[count] = column;
      list.weights.values[count] = dampen(stems.counts[i]!) * weights.ofStem[stems.ids[i]!]!;
      count += 1;
    }
    projected.values.fill(0);
    arena.addRows(directions, { ...list, count }, projected, 0);
    values.set(projected.values.subarray(0, width));
    normalise(values, scale);
  };
}

/** One row per term: its part in each direction, most important direction first. */
function findDirections(rows: TermRows, weights: TermWeights, width: number, random: Random): Matrix {
  const rank = width + OVERSAMPLING;
  const bytes = 2 * matrixBytes(rows.termCount, rank) + matrixBytes(width, rank) + 2 * matrixBytes(1, rank);
  const arena = createArena(bytes + 4 * matrixBytes(1, rows.termCount));
  let basis = arena.createMatrix(rows.termCount, rank);
  let product = arena.createMatrix(rows.termCount, rank);
  const turned = arena.createMatrix(width, rank);
  const projected = arena.createMatrix(1, rank);
  const list = createList(arena, rows.termCount);

  const salt = random.below(2 ** 31);
  for (const [stem, column] of rows.columnOf.entries()) {
    if (column < 0) continue;
    const own = createRandom(hashPair(weights.hashOf[stem]!, salt));
    for (let a = 0; a < rank; a += 1) basis.values[column * basis.width + a] = own.next() - 0.5;
  }
  orthonormaliseColumns(basis, product);
  multiplyByGram(rows, basis, product, projected, list);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    [basis, product] = [product, basis];
    orthonormaliseColumns(basis, product);
    multiplyByGram(rows, basis, product, projected, list);
  }

  const { vectors, values } = diagonalise(crossProducts(basis, product), rank);
  for (let k = 0; k < width; k += 1) {
    // Values are squared singular values: half whitening divides by their fourth root.
    const gain = values[k]! > 1e-6 ? 1 / Math.sqrt(Math.sqrt(values[k]!)) : 0;
    for (let a = 0; a < rank; a += 1) turned.values[k * turned.width + a] = vectors[k * rank + a]! * gain;
  }
  // The product is needed no longer: directions take its place, and then a memory of their own, which they fill.
  const turnedBack = { ...product, width, values: product.values.subarray(0, rows.termCount * width) };
  const all = (of: Matrix) => ({ matrix: of, start: 0, count: of.rowCount });
  arena.dotBlock(all(basis), all(turned), turnedBack);
  const directions = createArena(matrixBytes(rows.termCount, width)).createMatrix(rows.termCount, width);
  directions.values.set(turnedBack.values);
  return directions;
}

/** product = A' A basis. */
function multiplyByGram(rows: TermRows, basis: Matrix, product: Matrix, projected: Matrix, list: RowList): void {
  product.values.fill(0);
  for (let row = 0; row < rows.rowCount; row += 1) {
    const start = rows.offsets[row]!;
    const count = rows.offsets[row + 1]! - start;
    for (let i = 0; i < count; i += 1) {
      list.rows.values[i] = rows.terms[start + i]!;
      list.weights.values[i] = rows.weights[start + i]!;
    }
    projected.values.fill(0);
    basis.arena.addRows(basis, { ...list, count }, projected, 0);
    for (let i = start; i < start + count; i += 1)
      basis.arena.addScaled(projected, 0, rows.weights[i]!, product, rows.terms[i]!);
  }
}

type RowList = Omit<WeighedRows, 'count'>;

/** Room for a row that holds every term. */
function createList(arena: Arena, termCount: number): RowList {
  return { rows: arena.createInts(termCount), weights: arena.createMatrix(1, termCount) };
}
