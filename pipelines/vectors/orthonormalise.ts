import {
  createArena,
  type LentRows,
  lendRows,
  type Matrix,
  matrixBytes,
  openMatrix,
} from '#pipelines/kernels/create-arena.ts';
import { cutSpans, eachPiece, mapPieces, type Pool, type Span, shareInts, type Task } from '#pipelines/pool.ts';

/** Cholesky of the Gram matrix loses half the digits; the second pass restores them (CholeskyQR2; Yamamoto et al. 2015). */
const PASSES = 2;
/** A column this much shorter than it was is a mixture of the columns before it. */
const DEPENDENT = 1e-6;
/** Rows that are turned at a time: as many as stay in the processor's cache. */
const BLOCK = 512;
/** Columns that are multiplied with all that follow them at a time: the fewer, the less is done twice. */
const PANEL = 48;

/**
 * Makes the columns orthonormal; columns that depend on earlier ones become zero. `spare` has the same shape, in the same
 * arena, and is overwritten. The width is a multiple of 16 without padding.
 */
export function orthonormaliseColumns(matrix: Matrix, spare: Matrix, room: Float32Array, pool: Pool): void {
  let from = matrix;
  let to = spare;
  for (let pass = 0; pass < PASSES; pass += 1) {
    multiplyRows(from, invertCholesky(crossProducts(from, from, room, pool), matrix.width), to, pool);
    [from, to] = [to, from];
  }
}

/**
 * The upper triangle of left' right: the product of column a of one and column b of the other at `a * width + b`, for b from
 * a on. Both have the same shape.
 */
export function crossProducts(left: Matrix, right: Matrix, room: Float32Array, pool: Pool): Float64Array {
  const { width, rowCount } = left;
  const lend = (matrix: Matrix) => lendRows(matrix, pool.size, 0);
  const shared = { left: lend(left), right: left === right ? null : lend(right), room };
  const sums = new Float64Array(width * width);
  // Block by block, in their order: floats are added up the same way whoever multiplied them.
  const size = countProducts(width);
  eachPiece(pool, CROSS_PRODUCTS, shared, cutSpans(rowCount, BLOCK), (_, block) =>
    addUpper(room.subarray(block * size, (block + 1) * size), width, sums),
  );
  return sums;
}

/** Room for the products of all blocks of matrices of this shape, which all threads see. */
export function createProductRoom(rowCount: number, width: number): Float32Array {
  return new Float32Array(shareInts(Math.ceil(rowCount / BLOCK) * countProducts(width)).buffer);
}

/** Of the columns of a block with those that follow in the first column of their panel. */
function countProducts(width: number): number {
  let count = 0;
  for (let first = 0; first < width; first += PANEL) count += Math.min(PANEL, width - first) * (width - first);
  return count;
}

/** Adds the products of a block: a row for each column, of those that follow it in its panel's first column. */
function addUpper(products: Float32Array, width: number, sums: Float64Array): void {
  let at = 0;
  for (let first = 0; first < width; first += PANEL) {
    const end = Math.min(first + PANEL, width);
    for (let a = first; a < end; a += 1) {
      for (let b = a; b < width; b += 1) sums[a * width + b]! += products[at + b - first]!;
      at += width - first;
    }
  }
}

type Multiplying = { readonly left: LentRows; readonly right: LentRows | null; readonly room: Float32Array };

/** Writes the products of the columns of a block of rows, panel by panel, into its part of the room. */
export const CROSS_PRODUCTS: Task<Multiplying, Span, void> = {
  name: 'cross-products',
  prepare(shared, hand) {
    const left = openMatrix(shared.left, hand);
    const right = shared.right && openMatrix(shared.right, hand);
    const { width } = left;
    const arena = createArena(2 * matrixBytes(width, BLOCK) + matrixBytes(PANEL, width));
    const turned = [arena.createMatrix(width, BLOCK), arena.createMatrix(width, BLOCK)] as const;
    const panelProducts = arena.createMatrix(PANEL, width);
    return ({ start, end }) => {
      turnBlock(left, start, end - start, turned[0]);
      if (right) turnBlock(right, start, end - start, turned[1]);
      let at = (start / BLOCK) * countProducts(width);
      for (let first = 0; first < width; first += PANEL) {
        const panel = { matrix: turned[0], start: first, count: Math.min(PANEL, width - first) };
        const others = { matrix: turned[right ? 1 : 0], start: first, count: width - first };
        arena.dotBlock(panel, others, panelProducts);
        shared.room.set(panelProducts.values.subarray(0, panel.count * others.count), at);
        at += panel.count * others.count;
      }
    };
  },
};

/** Columns of a block of rows as rows; what lies past its end is zero. */
function turnBlock({ values, width }: Matrix, start: number, count: number, to: Matrix): void {
  if (count < BLOCK) to.values.fill(0);
  for (let row = 0; row < count; row += 1) {
    const first = (start + row) * width;
    for (let column = 0; column < width; column += 1) to.values[column * BLOCK + row] = values[first + column]!;
  }
}

/** to = from factor', both of which have rows of the same width. */
function multiplyRows(from: Matrix, factor: Float64Array, to: Matrix, pool: Pool): void {
  const lend = (matrix: Matrix) => lendRows(matrix, pool.size, 0);
  mapPieces(pool, MULTIPLY_ROWS, { from: lend(from), to: lend(to), factor }, cutSpans(from.rowCount, BLOCK));
}

/** Fills a block of rows; nobody else writes there. */
export const MULTIPLY_ROWS: Task<{ from: LentRows; to: LentRows; factor: Float64Array }, Span, void> = {
  name: 'multiply-rows',
  prepare({ factor, ...lent }, hand) {
    const [from, to] = [openMatrix(lent.from, hand), openMatrix(lent.to, hand)];
    const { width } = from;
    const arena = createArena(2 * matrixBytes(BLOCK, width) + matrixBytes(width, width));
    const rows = arena.createMatrix(BLOCK, width);
    const products = arena.createMatrix(BLOCK, width);
    const factors = arena.createMatrix(width, width);
    factors.values.set(factor);
    const all = { matrix: factors, start: 0, count: width };
    return ({ start, end }) => {
      rows.values.set(from.values.subarray(start * width, end * width));
      arena.dotBlock({ matrix: rows, start: 0, count: end - start }, all, products);
      to.values.set(products.values.subarray(0, (end - start) * width), start * width);
    };
  },
};

/** The inverse of the lower triangular L with L L' = gram, of which the upper triangle is read; rows of dependent columns are zero. */
function invertCholesky(gram: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  const inverse = new Float64Array(size * size);
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      let sum = gram[b * size + a]!;
      for (let k = 0; k < b; k += 1) sum -= factor[a * size + k]! * factor[b * size + k]!;
      if (a !== b) factor[a * size + b] = factor[b * size + b]! > 0 ? sum / factor[b * size + b]! : 0;
      else factor[a * size + a] = sum > DEPENDENT * gram[a * size + a]! ? Math.sqrt(sum) : 0;
    }
    const length = factor[a * size + a]!;
    if (length === 0) continue;
    inverse[a * size + a] = 1 / length;
    for (let b = 0; b < a; b += 1) {
      let sum = 0;
      for (let k = b; k < a; k += 1) sum += factor[a * size + k]! * inverse[k * size + b]!;
      inverse[a * size + b] = -sum / length;
    }
  }
  return inverse;
}
