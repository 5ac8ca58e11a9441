import { averageRows, pickLargest } from '#pipelines/clusters/cluster-spherically.ts';
import {
  type Codes,
  codeBytes,
  createArena,
  type LentRows,
  lendRows,
  matrixBytes,
  openCodes,
  padRows,
} from '#pipelines/kernels/create-arena.ts';
import { addRow, createRowSummer, encodeMatrix, reorderRows } from '#pipelines/kernels/encode-rows.ts';
import { orderByLot } from '#pipelines/numerics/lots.ts';
import { cutSpans, eachPiece, type Pool, type Span, type Task } from '#pipelines/pool.ts';
import { normalise } from '#pipelines/vectors/hash-terms.ts';

/** Up to here any order will do. */
const MAX_UNORDERED_ROWS = 500;
const BLOCK = 256;
/** Rows that are a piece of work. */
const PIECE = 8 * BLOCK;
/** Cells are learned from this many rows each. */
const ROWS_PER_CELL = 16;
const ROUNDS = 3;

/** Rows that stand in the order of cells: those of one cell side by side, near cells anywhere. */
export type Cells = {
  /** Of the cells, in their order. */
  readonly centroids: Codes;
  /** Cell c holds the rows `starts[c] .. starts[c + 1]`. */
  readonly starts: Int32Array;
};

export type OrderedRows = {
  /** The number that each row had before, by its new one. */
  readonly order: Int32Array;
  /** Rows beyond these are nothing but zeros. */
  readonly filledCount: number;
  /** Null where there are so few rows that all of them are one cell. */
  readonly cells: Cells | null;
};

/**
 * Puts rows into an order in which near ones stand together: by cells around a few centroids, those of nothing but zeros
 * last. What is compared block by block can then be compared where it stands.
 *
 * @param lots of the rows: cells begin with those that have the lowest.
 */
export function orderInCells(rows: Codes, lots: Uint32Array, pool: Pool): OrderedRows {
  const filled = findFilledRows(rows);
  const isFew = filled.length <= MAX_UNORDERED_ROWS;
  const cellCount = isFew ? 1 : countCells(filled.length);
  const centroids = isFew ? null : findCentroids(rows, drawRows(filled, lots), cellCount, pool);
  const cellOf = centroids ? assignCells(rows, filled, centroids, pool) : new Int32Array(filled.length);
  const starts = new Int32Array(cellCount + 1);
  for (const cell of cellOf) starts[cell + 1]! += 1;
  for (let cell = 0; cell < cellCount; cell += 1) starts[cell + 1]! += starts[cell]!;
  const order = new Int32Array(rows.rowCount).fill(-1);
  const next = starts.slice();
  for (const [i, cell] of cellOf.entries()) {
    order[next[cell]!] = filled[i]!;
    next[cell]! += 1;
  }
  appendOthers(order, filled);
  reorderRows(rows, order);
  return { order, filledCount: filled.length, cells: centroids && { centroids, starts } };
}

/** Cells that so many rows make. */
export function countCells(rowCount: number): number {
  return Math.ceil(2 * Math.sqrt(rowCount));
}

function findFilledRows({ values, width, rowCount }: Codes): Int32Array {
  const filled = new Int32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row += 1) {
    let at = row * width;
    const end = at + width;
    while (at < end && values[at] === 0) at += 1;
    if (at === end) continue;
    filled[count] = row;
    count += 1;
  }
  return filled.subarray(0, count);
}

/** Behind the filled rows those that are not among them. */
function appendOthers(order: Int32Array, filled: Int32Array): void {
  const isFilled = new Uint8Array(order.length);
  for (const row of filled) isFilled[row] = 1;
  let next = filled.length;
  for (let row = 0; row < order.length; row += 1) {
    if (isFilled[row] === 1) continue;
    order[next] = row;
    next += 1;
  }
}

function drawRows(filled: Int32Array, lots: Uint32Array): Int32Array {
  return orderByLot(Uint32Array.from(filled, (row) => lots[row]!)).map((i) => filled[i]!);
}

/**
 * Centroids of cells, from the first of the drawn rows: a few rounds of spherical k-means over a part of them. Cells only
 * say where to look, so they need no careful seeds.
 */
function findCentroids(rows: Codes, drawn: Int32Array, cellCount: number, pool: Pool): Codes {
  const learned = drawn.slice(0, cellCount * ROWS_PER_CELL);
  const arena = createArena(codeBytes(cellCount, rows.width) + matrixBytes(cellCount, rows.width));
  const centroids = arena.createCodes(cellCount, rows.width);
  const means = arena.createMatrix(cellCount, rows.width);
  for (let cell = 0; cell < cellCount; cell += 1) {
    const mean = means.values.subarray(cell * means.width, (cell + 1) * means.width);
    addRow(rows, learned[cell]!, mean);
    normalise(mean);
  }
  encodeMatrix(means, centroids);
  const sum = createRowSummer(rows);
  for (let round = 0; round < ROUNDS; round += 1) {
    averageRows(sum, learned, assignCells(rows, learned, centroids, pool), means);
    encodeMatrix(means, centroids);
  }
  return centroids;
}

/** The nearest centroid of each of `rows`. */
function assignCells(rows: Codes, numbers: Int32Array, { values, rowCount }: Codes, pool: Pool): Int32Array {
  const shared = { rows: lendRows(rows, pool.size, 0), numbers, centroids: { values: values.slice(), rowCount } };
  const cellOf = new Int32Array(numbers.length);
  const spans = cutSpans(numbers.length, PIECE);
  eachPiece(pool, ASSIGN_CELLS, shared, spans, (cells, i) => cellOf.set(cells, spans[i]!.start));
  return cellOf;
}

type Assigning = {
  readonly rows: LentRows;
  /** Of the rows to assign. */
  readonly numbers: Int32Array;
  readonly centroids: Pick<Codes, 'values' | 'rowCount'>;
};

/** The cells of a span of the numbers. */
export const ASSIGN_CELLS: Task<Assigning, Span, Int32Array> = {
  name: 'assign-cells',
  prepare({ rows, numbers, centroids }, hand) {
    const assign = createAssigner(openCodes(rows, hand), centroids);
    return ({ start, end }) => assign(numbers.subarray(start, end));
  },
};

function createAssigner(rows: Codes, centroids: Assigning['centroids']): (numbers: Int32Array) => Int32Array {
  const { width } = rows;
  const cellCount = centroids.rowCount;
  const stride = padRows(cellCount);
  const arena = createArena(codeBytes(cellCount + BLOCK, width) + codeBytes(BLOCK, width) + BLOCK * (stride + 4) * 4);
  const right = arena.createCodes(cellCount, width);
  right.values.set(centroids.values);
  const block = arena.createCodes(BLOCK, width);
  const out = arena.createInts(BLOCK * (stride + 4));
  return (numbers) => {
    const cellOf = new Int32Array(numbers.length);
    for (let start = 0; start < numbers.length; start += BLOCK) {
      const count = Math.min(BLOCK, numbers.length - start);
      for (let i = 0; i < count; i += 1) {
        const from = numbers[start + i]! * width;
        block.values.set(rows.values.subarray(from, from + width), i * width);
      }
      arena.dotBlockCodes({ codes: block, start: 0, count }, { codes: right, start: 0, count: cellCount }, out);
      for (let i = 0; i < count; i += 1) cellOf[start + i] = pickLargest(out.values, i * stride, cellCount);
    }
    return cellOf;
  };
}
