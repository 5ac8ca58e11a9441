import { averageRows, pickLargest } from '#pipelines/clusters/cluster-spherically.ts';
import {
  codeBytes,
  copyRows,
  createArena,
  type Ints,
  type Matrix,
  matrixBytes,
  padRows,
} from '#pipelines/kernels/create-arena.ts';
import { type CodedRows, encodeRow, encodeRows, PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import { pickEvenly } from '#pipelines/numerics/pick-evenly.ts';
import { refineCoded } from './refine-neighbours.ts';
import { createNeighbours, type Neighbours, offerNeighbour } from './top-neighbours.ts';

/** Up to here every pair is compared. */
const MAX_EXACT_ROWS = 5000;
/** Rows that are compared with `COLUMNS` others at a time. */
const BLOCK = 256;
const COLUMNS = 1024;
/** Each row meets at least this many others in its own and the nearest cells. */
const MIN_CANDIDATES = 1400;
const MIN_PROBES = 8;
/** Cells are learned from this many rows each. */
const ROWS_PER_CELL = 16;
const ROUNDS = 3;
const SCRATCH_BYTES = (BLOCK + 4) * (COLUMNS + 4) * 4;

export type StepProgress = (done: number, total: number) => void;

/**
 * The `k` nearest rows by dot product: exact for small sets; by cells and neighbours of neighbours above. Rows of nothing
 * but zeros have no neighbours and are nobody's.
 */
export function findNeighbours(matrix: Matrix, k: number, onProgress: StepProgress): Neighbours {
  if (matrix.rowCount <= MAX_EXACT_ROWS) return compareAll(matrix, k, onProgress);
  return compareCells(matrix, k, onProgress);
}

/**
 * The `k` rows among the first `among` that are nearest to each of `queries`, rows that stand outside them: always exact.
 * The lists stand in the order of `queries`.
 */
export function findNearestTo(matrix: Matrix, queries: Int32Array, among: number, k: number): Neighbours {
  const lists = createNeighbours(queries.length, k);
  // The queries stand first, then one block of the others after the other.
  const rowAt = new Int32Array(queries.length + Math.min(COLUMNS, among));
  rowAt.set(queries);
  const coded = encodeRows(matrix, rowAt, SCRATCH_BYTES);
  const scratch = createScratch(coded);
  for (let start = 0; start < among; start += COLUMNS) {
    const count = Math.min(COLUMNS, among - start);
    for (let i = 0; i < count; i += 1) {
      rowAt[queries.length + i] = start + i;
      encodeRow(matrix, start + i, coded.codes, queries.length + i);
    }
    const others = [{ start: queries.length, end: queries.length + count }];
    compare(coded, scratch, { start: 0, end: queries.length }, others, lists, (place) => place);
  }
  return lists;
}

function compareAll(matrix: Matrix, k: number, onProgress: StepProgress): Neighbours {
  const lists = createNeighbours(matrix.rowCount, k);
  const coded = encodeRows(matrix, findFilledRows(matrix), SCRATCH_BYTES);
  const all = { start: 0, end: coded.rowAt.length };
  compare(coded, createScratch(coded), all, [all], lists);
  onProgress(matrix.rowCount, matrix.rowCount);
  return lists;
}

function compareCells(matrix: Matrix, k: number, onProgress: StepProgress): Neighbours {
  const lists = createNeighbours(matrix.rowCount, k);
  const cellCount = Math.ceil(2 * Math.sqrt(matrix.rowCount));
  const centroids = findCentroids(matrix, cellCount);
  const filled = findFilledRows(matrix);
  const { rowAt, cells } = orderByCell(filled, assignCells(matrix, filled, centroids), cellCount);
  const coded = encodeRows(matrix, rowAt, SCRATCH_BYTES);
  const probes = Math.max(MIN_PROBES, Math.ceil(MIN_CANDIDATES / (matrix.rowCount / cellCount)));
  const nearCells = compareAll(centroids, Math.min(probes, cellCount - 1), () => {});
  const scratch = createScratch(coded);
  for (const [cell, queries] of cells.entries()) {
    const near = nearCells.ids.subarray(cell * nearCells.k, (cell + 1) * nearCells.k).filter((id) => id >= 0);
    compare(coded, scratch, queries, [queries, ...[...near].map((id) => cells[id]!)], lists);
    onProgress(queries.end, matrix.rowCount);
  }
  return refineCoded(coded, lists);
}

function findFilledRows({ values, width, rowCount }: Matrix): Int32Array {
  const filled: number[] = [];
  for (let row = 0; row < rowCount; row += 1) {
    let at = row * width;
    const end = at + width;
    while (at < end && values[at] === 0) at += 1;
    if (at < end) filled.push(row);
  }
  return Int32Array.from(filled);
}

/**
 * Centroids of cells, from rows spread evenly: a few rounds of spherical k-means over a part of them. Cells only say
 * where to look, so they need no careful seeds.
 */
function findCentroids(matrix: Matrix, cellCount: number): Matrix {
  const rows = pickEvenly(matrix.rowCount, cellCount * ROWS_PER_CELL);
  const centroids = createArena(matrixBytes(cellCount, matrix.width)).createMatrix(cellCount, matrix.width);
  copyRows(
    matrix,
    pickEvenly(rows.length, cellCount).map((i) => rows[i]!),
    centroids,
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    averageRows(matrix, rows, assignCells(matrix, rows, centroids), centroids);
  }
  return centroids;
}

/** The nearest centroid of each of `rows`. */
function assignCells(matrix: Matrix, rows: Int32Array, centroids: Matrix): Int32Array {
  const cellCount = centroids.rowCount;
  const stride = padRows(cellCount);
  const room = codeBytes(BLOCK, matrix.width) + BLOCK * (stride + 4) * 4;
  const { codes } = encodeRows(centroids, pickEvenly(cellCount, cellCount), room);
  const block = codes.arena.createCodes(BLOCK, matrix.width);
  const out = codes.arena.createInts(BLOCK * (stride + 4));
  const cellOf = new Int32Array(rows.length);
  for (let start = 0; start < rows.length; start += BLOCK) {
    const count = Math.min(BLOCK, rows.length - start);
    for (let i = 0; i < count; i += 1) encodeRow(matrix, rows[start + i]!, block, i);
    codes.arena.dotBlockCodes({ codes: block, start: 0, count }, { codes, start: 0, count: cellCount }, out);
    for (let i = 0; i < count; i += 1) {
      cellOf[start + i] = pickLargest(out.values, i * stride, cellCount);
    }
  }
  return cellOf;
}

/** A run of places. */
type Places = { readonly start: number; readonly end: number };

/** Rows of one cell after the other, in their own order within it. */
function orderByCell(rows: Int32Array, cellOf: Int32Array, cellCount: number): { rowAt: Int32Array; cells: Places[] } {
  const starts = new Int32Array(cellCount + 1);
  for (const cell of cellOf) starts[cell + 1]! += 1;
  for (let cell = 0; cell < cellCount; cell += 1) starts[cell + 1]! += starts[cell]!;
  const cells = Array.from({ length: cellCount }, (_, cell) => ({ start: starts[cell]!, end: starts[cell + 1]! }));
  const rowAt = new Int32Array(cellOf.length);
  for (const [i, cell] of cellOf.entries()) {
    rowAt[starts[cell]!] = rows[i]!;
    starts[cell]! += 1;
  }
  return { rowAt, cells };
}

function createScratch({ codes }: CodedRows): Ints {
  return codes.arena.createInts((BLOCK + 4) * (COLUMNS + 4));
}

/** Compares the rows at some places with every row of the sets, block by block. */
function compare(
  { codes, rowAt }: CodedRows,
  out: Ints,
  queries: Places,
  sets: readonly Places[],
  lists: Neighbours,
  listOf = (place: number) => rowAt[place]!,
) {
  const { k, similarities } = lists;
  const { arena } = codes;
  for (const set of sets) {
    for (let right = set.start; right < set.end; right += COLUMNS) {
      const rightCount = Math.min(COLUMNS, set.end - right);
      const stride = padRows(rightCount);
      for (let left = queries.start; left < queries.end; left += BLOCK) {
        const count = Math.min(BLOCK, queries.end - left);
        arena.dotBlockCodes({ codes, start: left, count }, { codes, start: right, count: rightCount }, out);
        for (let i = 0; i < count; i += 1) {
          const query = listOf(left + i);
          const last = query * k + k - 1;
          for (let j = 0; j < rightCount; j += 1) {
            const similarity = out.values[i * stride + j]! * PER_PRODUCT;
            if (similarity >= similarities[last]! && right + j !== left + i)
              offerNeighbour(lists, query, rowAt[right + j]!, similarity);
          }
        }
      }
    }
  }
}
