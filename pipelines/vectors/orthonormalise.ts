import { createArena, type Matrix, matrixBytes } from '#pipelines/kernels/create-arena.ts';

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
export function orthonormaliseColumns(matrix: Matrix, spare: Matrix): void {
  let from = matrix;
  let to = spare;
  for (let pass = 0; pass < PASSES; pass += 1) {
    multiplyRows(from, invertCholesky(crossProducts(from, from), matrix.width), to);
    [from, to] = [to, from];
  }
}

/**
 * The upper triangle of left' right: the product of column a of one and column b of the other at `a * width + b`, for b from
 * a on. Both have the same shape.
 */
export function crossProducts(left: Matrix, right: Matrix): Float64Array {
  const { width, rowCount } = left;
  const arena = createArena(2 * matrixBytes(width, BLOCK) + matrixBytes(PANEL, width));
  const turned = [arena.createMatrix(width, BLOCK), arena.createMatrix(width, BLOCK)] as const;
  const products = arena.createMatrix(PANEL, width);
  const sums = new Float64Array(width * width);
  for (let start = 0; start < rowCount; start += BLOCK) {
    const count = Math.min(BLOCK, rowCount - start);
    turnBlock(left, start, count, turned[0]);
    if (left !== right) turnBlock(right, start, count, turned[1]);
    for (let first = 0; first < width; first += PANEL) {
      const panel = { matrix: turned[0], start: first, count: Math.min(PANEL, width - first) };
      const others = { matrix: turned[left === right ? 0 : 1], start: first, count: width - first };
      arena.dotBlock(panel, others, products);
      for (let a = 0; a < panel.count; a += 1)
        for (let b = a; b < others.count; b += 1)
          sums[(first + a) * width + first + b]! += products.values[a * others.count + b]!;
    }
  }
  return sums;
}

/** Columns of a block of rows as rows; what lies past its end is zero. */
function turnBlock({ values, width }: Matrix, start: number, count: number, to: Matrix): void {
  if (count < BLOCK) to.values.fill(0);
  for (let row = 0; row < count; row += 1) {
    const first = (start + row) * width;
    for (let column = 0; column < width; column += 1) to.values[column * BLOCK + row] = values[first + column]!;
  }
}

/** to = from factor', both of which have rows of the same width. */
function multiplyRows(from: Matrix, factor: Float64Array, to: Matrix): void {
  const { width, rowCount } = from;
  const arena = createArena(2 * matrixBytes(BLOCK, width) + matrixBytes(width, width));
  const [rows, products, factors] = [
    arena.createMatrix(BLOCK, width),
    arena.createMatrix(BLOCK, width),
    arena.createMatrix(width, width),
  ];
  factors.values.set(factor);
  const all = { matrix: factors, start: 0, count: width };
  for (let start = 0; start < rowCount; start += BLOCK) {
    const count = Math.min(BLOCK, rowCount - start);
    rows.values.set(from.values.subarray(start * width, (start + count) * width));
    arena.dotBlock({ matrix: rows, start: 0, count }, all, products);
    to.values.set(products.values.subarray(0, count * width), start * width);
  }
}

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
