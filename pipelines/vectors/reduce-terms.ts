import { WIDTH_MULTIPLE } from '#pipelines/kernels/assemble-kernels.ts';
import {
  type Arena,
  type Columns,
  createArena,
  type LentRows,
  lendRows,
  type Matrix,
  matrixBytes,
  openMatrix,
  type WeighedRows,
} from '#pipelines/kernels/create-arena.ts';
import { hashPair } from '#pipelines/numerics/hash.ts';
import { createRandom, type Random } from '#pipelines/numerics/random.ts';
import { mapPieces, type Pool, type Task } from '#pipelines/pool.ts';
import type { CountedTerms } from './count-terms.ts';
import { diagonalise } from './diagonalise.ts';
import { normalise } from './hash-terms.ts';
import { createProductRoom, crossProducts, orthonormaliseColumns } from './orthonormalise.ts';
import { dampen, type TermRows, type TermWeights } from './weigh-terms.ts';

const OVERSAMPLING = 16;
/** Rounds of subspace iteration: with two or four, clusters were no better on any set. */
const ITERATIONS = 1;

/** Columns that are a piece of work. */
const PIECE = 64;

/** Directions of topics (a row per term), and the row of each stem or -1. */
export type LearnedDirections = { readonly columnOf: Int32Array; readonly directions: LentRows };

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
export function learnDirections(
  rows: TermRows,
  weights: TermWeights,
  width: number,
  random: Random,
  pool: Pool,
): LearnedDirections {
  if (width % WIDTH_MULTIPLE !== 0) throw new RangeError(`${width} is not a multiple of ${WIDTH_MULTIPLE}.`);
  const found = findDirections(rows, weights, { width, random, pool });
  // In memory of their own, which they fill: what they were found in is given back.
  const scratch = matrixBytes(1, width) + listBytes(rows.termCount);
  const directions = createArena(matrixBytes(rows.termCount, width) + pool.size * scratch).createMatrix(
    rows.termCount,
    width,
  );
  directions.values.set(found.values);
  return { columnOf: rows.columnOf, directions: lendRows(directions, pool.size, scratch) };
}

/** One at a time in each thread: all that it creates work in the same memory. */
export function createReducer(
  { columnOf, directions: lent }: LearnedDirections,
  weights: TermWeights,
  hand: number,
): ReduceTerms {
  const directions = openMatrix(lent, hand);
  const { arena, width } = directions;
  const projected = arena.createMatrix(1, width);
  const list = createList(arena, directions.rowCount);
  return (stems, values, scale) => {
    let count = 0;
    for (let i = 0; i < stems.length; i += 1) {
      const column = columnOf[stems.ids[i]!]!;
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
function findDirections(
  rows: TermRows,
  weights: TermWeights,
  { width, random, pool }: { readonly width: number; readonly random: Random; readonly pool: Pool },
): Matrix {
  const rank = width + OVERSAMPLING;
  const bytes = 2 * matrixBytes(rows.termCount, rank) + matrixBytes(width, rank);
  const arena = createArena(bytes + (1 + ITERATIONS) * pool.size * multiplyingBytes(rows, rank));
  let basis = arena.createMatrix(rows.termCount, rank);
  let product = arena.createMatrix(rows.termCount, rank);
  const turned = arena.createMatrix(width, rank);

  const salt = random.below(2 ** 31);
  for (const [stem, column] of rows.columnOf.entries()) {
    if (column < 0) continue;
    const own = createRandom(hashPair(weights.hashOf[stem]!, salt));
    for (let a = 0; a < rank; a += 1) basis.values[column * basis.width + a] = own.next() - 0.5;
  }
  const room = createProductRoom(rows.termCount, rank);
  orthonormaliseColumns(basis, product, room, pool);
  multiplyByGram(rows, basis, product, pool);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    [basis, product] = [product, basis];
    orthonormaliseColumns(basis, product, room, pool);
    multiplyByGram(rows, basis, product, pool);
  }

  const { vectors, values } = diagonalise(crossProducts(basis, product, room, pool), rank);
  for (let k = 0; k < width; k += 1) {
    // Values are squared singular values: half whitening divides by their fourth root.
    const gain = values[k]! > 1e-6 ? 1 / Math.sqrt(Math.sqrt(values[k]!)) : 0;
    for (let a = 0; a < rank; a += 1) turned.values[k * turned.width + a] = vectors[k * rank + a]! * gain;
  }
  // The product is needed no longer: directions take its place.
  const turnedBack = { ...product, width, values: product.values.subarray(0, rows.termCount * width) };
  const all = (of: Matrix) => ({ matrix: of, start: 0, count: of.rowCount });
  arena.dotBlock(all(basis), all(turned), turnedBack);
  return turnedBack;
}

/** product = A' A basis. */
function multiplyByGram({ columnOf: _, ...rows }: TermRows, basis: Matrix, product: Matrix, pool: Pool): void {
  product.values.fill(0);
  const shared = {
    rows,
    basis: lendRows(basis, pool.size, multiplyingBytes(rows, basis.width)),
    product: lendRows(product, pool.size, 0),
  };
  const pieces = Array.from({ length: Math.ceil(basis.width / PIECE) }, (_, i) => ({
    start: i * PIECE,
    count: Math.min(PIECE, basis.width - i * PIECE),
  }));
  mapPieces(pool, MULTIPLY_BY_GRAM, shared, pieces);
}

function multiplyingBytes({ termCount }: Pick<TermRows, 'termCount'>, rank: number): number {
  return matrixBytes(1, rank) + listBytes(termCount);
}

/** Fills some columns of a product; nobody else writes there. */
export const MULTIPLY_BY_GRAM: Task<
  { rows: Omit<TermRows, 'columnOf'>; basis: LentRows; product: LentRows },
  Columns,
  void
> = {
  name: 'multiply-by-gram',
  prepare({ rows, ...lent }, hand) {
    const [basis, product] = [openMatrix(lent.basis, hand), openMatrix(lent.product, hand)];
    const { arena } = basis;
    const projected = arena.createMatrix(1, basis.width);
    const list = createList(arena, rows.termCount);
    return (columns) => {
      for (let row = 0; row < rows.rowCount; row += 1) {
        const start = rows.offsets[row]!;
        const count = rows.offsets[row + 1]! - start;
        for (let i = 0; i < count; i += 1) {
          list.rows.values[i] = rows.terms[start + i]!;
          list.weights.values[i] = rows.weights[start + i]!;
        }
        projected.values.fill(0);
        arena.addRows(basis, { ...list, count }, projected, 0, columns);
        for (let i = start; i < start + count; i += 1)
          arena.addScaled(projected, 0, rows.weights[i]!, product, rows.terms[i]!, columns);
      }
    };
  },
};

type RowList = Omit<WeighedRows, 'count'>;

/** Room for a row that holds every term. */
function createList(arena: Arena, termCount: number): RowList {
  return { rows: arena.createInts(termCount), weights: arena.createMatrix(1, termCount) };
}

function listBytes(termCount: number): number {
  return 4 * termCount + 16 + matrixBytes(1, termCount);
}
