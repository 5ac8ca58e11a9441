import type { Matrix } from '#pipelines/kernels/create-arena.ts';

/** Cholesky of the Gram matrix loses half the digits; the second pass restores them (CholeskyQR2; Yamamoto et al. 2015). */
const PASSES = 2;
/** A row this much shorter than it was is a mixture of the rows before it. */
const DEPENDENT = 1e-6;

/** Makes the rows orthonormal; rows that depend on earlier ones become zero. `gram` is scratch of at least that many rows. */
export function orthonormalise(rows: Matrix, gram: Matrix): void {
  const count = rows.rowCount;
  const all = { matrix: rows, start: 0, count };
  for (let pass = 0; pass < PASSES; pass += 1) {
    rows.arena.dotBlock(all, all, gram);
    const factor = cholesky(gram, count);
    for (let a = 0; a < count; a += 1) {
      for (let b = 0; b < a; b += 1) rows.arena.addScaled(rows, b, -factor[a * count + b]!, rows, a);
      const length = factor[a * count + a]!;
      const row = rows.values.subarray(a * rows.width, (a + 1) * rows.width);
      for (let i = 0; i < row.length; i += 1) row[i] = length > 0 ? row[i]! / length : 0;
    }
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
