import { ONE } from './assemble-kernels.ts';
import { type Codes, codeBytes, createArena, type Matrix, matrixBytes } from './create-arena.ts';

/** What a product of codes is multiplied with to be one of rows. */
export const PER_PRODUCT = 1 / (ONE * ONE);

/**
 * Writes a row of at most unit length as 16-bit integers. Products of codes take half the time and memory of floats, and
 * are exact: whatever order they are added up in.
 */
export function encodeRow(values: Float32Array, codes: Codes, row: number): void {
  const to = row * codes.width;
  // The shift makes rounding down rounding to the nearest, below zero as well.
  for (let d = 0; d < values.length; d += 1) codes.values[to + d] = ((values[d]! * ONE + ONE + 0.5) | 0) - ONE;
}

/** Writes all rows of a matrix beside rows of codes that are at least as wide. */
export function encodeMatrix({ rowCount, width, values }: Matrix, codes: Codes): void {
  for (let row = 0; row < rowCount; row += 1) encodeRow(values.subarray(row * width, (row + 1) * width), codes, row);
}

/** The same rows in memory of their own, which has so many bytes left. */
export function copyCodes({ rowCount, width, values }: Codes, byteCount: number): Codes {
  const copy = createArena(codeBytes(rowCount, width) + byteCount).createCodes(rowCount, width);
  copy.values.set(values.subarray(0, rowCount * width));
  return copy;
}

/** A row as it was before it was coded, nearly. */
export function readRow({ values, width }: Codes, row: number): number[] {
  return Array.from(values.subarray(row * width, (row + 1) * width), (code) => code / ONE);
}

/** Adds a row of codes to `sum`: integers, exact as long as fewer than 2^39 of them are added. */
export function addRow(codes: Codes, row: number, sum: Float64Array | Float32Array, at = 0): void {
  const from = row * codes.width;
  for (let d = 0; d < codes.width; d += 1) sum[at + d]! += codes.values[from + d]!;
}

/** Adds rows up, one after the other as floats; what it returns is valid until the next call. */
export type RowSummer = (rows: Int32Array) => Float32Array;

/** Rows that are added up at a time. */
const LIST = 1024;

/** Bytes that `createRowSummer` takes of the arena. */
export function summerBytes(width: number): number {
  return 4 * LIST + 16 + matrixBytes(1, LIST) + matrixBytes(1, width);
}

export function createRowSummer(codes: Codes): RowSummer {
  const { arena, width } = codes;
  const list = { rows: arena.createInts(LIST), weights: arena.createMatrix(1, LIST) };
  const sum = arena.createMatrix(1, width);
  list.weights.values.fill(1);
  return (rows) => {
    sum.values.fill(0);
    for (let start = 0; start < rows.length; start += LIST) {
      const part = rows.subarray(start, start + LIST);
      list.rows.values.set(part);
      arena.addCodes(codes, { ...list, count: part.length }, sum, 0);
    }
    return sum.values;
  };
}

/** Moves rows within their memory, so that row i becomes what row `order[i]` was. `order` names each of the rows once. */
export function reorderRows({ values, width }: Codes, order: Int32Array): void {
  const isMoved = new Uint8Array(order.length);
  const held = new Int16Array(width);
  for (let first = 0; first < order.length; first += 1) {
    if (isMoved[first] === 1) continue;
    held.set(values.subarray(first * width, (first + 1) * width));
    let to = first;
    for (let from = order[to]!; from !== first; from = order[to]!) {
      values.copyWithin(to * width, from * width, (from + 1) * width);
      isMoved[to] = 1;
      to = from;
    }
    values.set(held, to * width);
    isMoved[to] = 1;
  }
}
