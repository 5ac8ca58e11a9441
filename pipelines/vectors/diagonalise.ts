/** Eigenvalues in descending order with their eigenvectors as rows. */
export type Eigen = { readonly values: Float64Array; readonly vectors: Float64Array };

const MAX_SWEEPS = 12;

/**
 * Eigen-decomposition of a symmetric matrix by cyclic Jacobi rotations: slower than QL, but it needs no more than
 * square roots and division, which every machine rounds alike. Only the upper triangle is read.
 */
export function diagonalise(symmetric: Float64Array, size: number): Eigen {
  const a = new Float64Array(size * size);
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    v[i * size + i] = 1;
    for (let j = i; j < size; j += 1) a[i * size + j] = a[j * size + i] = symmetric[i * size + j]!;
  }
  let trace = 0;
  for (let i = 0; i < size; i += 1) trace += a[i * size + i]!;
  const negligible = 1e-9 * (trace / size);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep += 1) {
    let isDone = true;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        if (Math.abs(a[p * size + q]!) <= negligible) continue;
        isDone = false;
        rotate(a, v, size, p, q);
      }
    }
    if (isDone) break;
  }
  const order = [...Array(size).keys()].sort((i, j) => a[j * size + j]! - a[i * size + i]! || i - j);
  const values = Float64Array.from(order, (i) => a[i * size + i]!);
  const vectors = new Float64Array(size * size);
  for (const [k, i] of order.entries()) vectors.set(v.subarray(i * size, (i + 1) * size), k * size);
  return { values, vectors };
}

function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * a[p * size + q]!);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k += 1) {
    const left = a[k * size + p]!;
    const right = a[k * size + q]!;
    a[k * size + p] = c * left - s * right;
    a[k * size + q] = s * left + c * right;
  }
  for (let k = 0; k < size; k += 1) {
    const left = a[p * size + k]!;
    const right = a[q * size + k]!;
    a[p * size + k] = c * left - s * right;
    a[q * size + k] = s * left + c * right;
    const x = v[p * size + k]!;
    const y = v[q * size + k]!;
    v[p * size + k] = c * x - s * y;
    v[q * size + k] = s * x + c * y;
  }
}
