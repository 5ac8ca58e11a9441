import { createArena, type Matrix, matrixBytes } from '#pipelines/kernels/create-arena.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import { diagonalise } from './diagonalise.ts';
import { normalise } from './hash-terms.ts';
import type { TermRows } from './weigh-terms.ts';

/** Rows that the directions are learned from; more of them change the directions very little. */
const SAMPLE_ROWS = 20_000;
const OVERSAMPLING = 16;
const ITERATIONS = 4;

/**
 * The topical view: latent semantic analysis of the TF-IDF rows by randomised subspace iteration, half whitened
 * (columns divided by the square root of their singular value, so that the few largest topics do not drown the rest).
 * Halko, Martinsson, Tropp 2011, algorithm 4.4 with QR between iterations.
 */
export function reduceTerms(
  rows: TermRows,
  target: { readonly matrix: Matrix; readonly column: number; readonly width: number; readonly scale: number },
  random: Random,
): void {
  const { matrix, column, width, scale } = target;
  const rank = width + OVERSAMPLING;
  const sample = pickRows(rows.rowCount);
  const arena = createArena(2 * matrixBytes(rows.termCount, rank) + matrixBytes(2, rank));
  let basis = arena.createMatrix(rows.termCount, rank);
  let product = arena.createMatrix(rows.termCount, rank);
  const projected = arena.createMatrix(1, rank);
  for (let i = 0; i < basis.values.length; i += 1) basis.values[i] = random.next() - 0.5;
  clearUnused(rows, basis);

  orthonormalise(basis, rank);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    product.values.fill(0);
    for (const row of sample) {
      project(row, basis);
      for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i += 1) {
        arena.addScaled(projected, 0, rows.weights[i]!, product, rows.terms[i]!);
      }
    }
    orthonormalise(product, rank);
    [basis, product] = [product, basis];
  }

  const gram = new Float64Array(rank * rank);
  for (const row of sample) {
    project(row, basis);
    for (let a = 0; a < rank; a += 1) {
      for (let b = a; b < rank; b += 1) gram[a * rank + b]! += projected.values[a]! * projected.values[b]!;
    }
  }
  const { vectors, values } = diagonalise(gram, rank);
  // values are squared singular values: half whitening divides by their fourth root.
  const gains = Array.from({ length: width }, (_, k) => (values[k]! > 1e-6 ? 1 / Math.sqrt(Math.sqrt(values[k]!)) : 0));
  for (let row = 0; row < rows.rowCount; row += 1) {
    project(row, basis);
    const out = matrix.values.subarray(row * matrix.width + column, row * matrix.width + column + width);
    for (let k = 0; k < width; k += 1) {
      let sum = 0;
      for (let a = 0; a < rank; a += 1) sum += projected.values[a]! * vectors[k * rank + a]!;
      out[k] = sum * gains[k]!;
    }
    normalise(out, scale);
  }

  function project(row: number, onto: Matrix): void {
    projected.values.fill(0);
    for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i += 1) {
      arena.addScaled(onto, rows.terms[i]!, rows.weights[i]!, projected, 0);
    }
  }
}

/** Evenly spaced rows: rows are ordered by post id, which says nothing about their matter. */
function pickRows(rowCount: number): Int32Array {
  const count = Math.min(rowCount, SAMPLE_ROWS);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * rowCount) / count));
}

function clearUnused(rows: TermRows, basis: Matrix): void {
  const isUsed = new Uint8Array(rows.termCount);
  for (const term of rows.terms) isUsed[term] = 1;
  for (let term = 0; term < rows.termCount; term += 1) {
    if (isUsed[term] === 0) basis.values.fill(0, term * basis.width, (term + 1) * basis.width);
  }
}

/** Columns become orthonormal by Cholesky of the Gram matrix, twice for precision; empty columns stay zero. */
function orthonormalise(matrix: Matrix, rank: number): void {
  for (let pass = 0; pass < 2; pass += 1) {
    const gram = new Float64Array(rank * rank);
    const { values, width, rowCount } = matrix;
    for (let row = 0; row < rowCount; row += 1) {
      const start = row * width;
      for (let a = 0; a < rank; a += 1) {
        const left = values[start + a]!;
        if (left === 0) continue;
        for (let b = 0; b <= a; b += 1) gram[a * rank + b]! += left * values[start + b]!;
      }
    }
    const factor = cholesky(gram, rank);
    for (let row = 0; row < rowCount; row += 1) {
      const start = row * width;
      for (let a = 0; a < rank; a += 1) {
        let value = values[start + a]!;
        for (let b = 0; b < a; b += 1) value -= factor[a * rank + b]! * values[start + b]!;
        values[start + a] = factor[a * rank + a]! > 0 ? value / factor[a * rank + a]! : 0;
      }
    }
  }
}

function cholesky(gram: Float64Array, rank: number): Float64Array {
  const factor = new Float64Array(rank * rank);
  for (let a = 0; a < rank; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      let sum = gram[a * rank + b]!;
      for (let k = 0; k < b; k += 1) sum -= factor[a * rank + k]! * factor[b * rank + k]!;
      if (a === b) factor[a * rank + a] = sum > 1e-10 * gram[a * rank + a]! && sum > 1e-20 ? Math.sqrt(sum) : 0;
      else factor[a * rank + b] = factor[b * rank + b]! > 0 ? sum / factor[b * rank + b]! : 0;
    }
  }
  return factor;
}
