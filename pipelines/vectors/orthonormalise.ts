import type { Columns, Matrix, WeighedRows } from '#pipelines/kernels/create-arena.ts';

/** Cholesky of the Gram matrix loses half the digits; the second pass restores them (CholeskyQR2; Yamamoto et al. 2015). */
const PASSES = 2;
/** A row this much shorter than it was is a mixture of the rows before it. */
const DEPENDENT = 1e-6;
/** Columns that are worked on at a time: as many as keep all rows' parts in the processor's cache. */
const COLUMNS = 512;

/** Makes the rows orthonormal; rows that depend on earlier ones become zero. `gram` is scratch of at least that many rows. */
export function orthonormalise(rows: Matrix, gram: Matrix): void {
  const count = rows.rowCount;
  const all = { matrix: rows, start: 0, count };
  const list = { rows: rows.arena.createInts(count), weights: rows.arena.createMatrix(1, count) };
  for (let a = 0; a < count; a += 1) list.rows.values[a] = a;
  for (let pass = 0; pass < PASSES; pass += 1) {
    rows.arena.dotBlock(all, all, gram);
    const factor = cholesky(gram, count);
    for (let start = 0; start < rows.width; start += COLUMNS) {
      solve(rows, factor, { start, count: Math.min(COLUMNS, rows.width - start) }, list);
    }
  }
}

/** Takes from each row what the rows before it have of it, in some of the columns, and scales the rest. */
function solve(rows: Matrix, factor: Float64Array, columns: Columns, list: Omit<WeighedRows, 'count'>): void {
  const { arena, width, rowCount: count } = rows;
  for (let a = 0; a < count; a += 1) {
    for (let b = 0; b < a; b += 1) list.weights.values[b] = -factor[a * count + b]!;
    arena.addRows(rows, { ...list, count: a }, rows, a, columns);
    const length = factor[a * count + a]!;
    const first = a * width + columns.start;
    for (let i = first; i < first + columns.count; i += 1) rows.values[i] = length > 0 ? rows.values[i]! / length : 0;
  }
}

/** Lower triangular L with L L' = gram. */
function cholesky(gram: Matrix, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      let sum = gram.values[a * gram.width + b]!;
      for (let k = 0; k < b; k += 1) sum -= factor[a * size + k]! * factor[b * size + k]!;
      if (a !== b) factor[a * size + b] = factor[b * size + b]! > 0 ? sum / factor[b * size + b]! : 0;
      else factor[a * size + a] = sum > DEPENDENT * gram.values[a * gram.width + a]! ? Math.sqrt(sum) : 0;
    }
  }
  return factor;
}
