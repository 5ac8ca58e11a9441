import { type Codes, codeBytes, createArena, type Ints, padRows } from '#pipelines/kernels/create-arena.ts';
import { PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import type { Cells, OrderedRows } from './order-in-cells.ts';
import { refineNeighbours } from './refine-neighbours.ts';
import { createNeighbours, type Neighbours, offerNeighbour } from './top-neighbours.ts';

/** Rows that are compared with `COLUMNS` others at a time. */
const BLOCK = 256;
const COLUMNS = 1024;
/** Each row meets at least this many others in its own and the nearest cells. */
const MIN_CANDIDATES = 1400;
const MIN_PROBES = 8;
/** Of a neighbour's own neighbours only these are met: what cells missed is nearer than that. */
const CLOSEST = 8;

/** Bytes beside the rows that comparing them takes. */
export const COMPARING_BYTES = (BLOCK + 4) * (COLUMNS + 4) * 4 + 16;

export type StepProgress = (done: number, total: number) => void;

/**
 * The `k` nearest rows by dot product: exact for small sets; by cells and neighbours of neighbours above. Rows of nothing
 * but zeros have no neighbours and are nobody's.
 *
 * @param rows in the order that `ordered` tells of; with room for `COMPARING_BYTES` in their arena.
 */
export function findNeighbours(
  rows: Codes,
  { filledCount, cells }: Omit<OrderedRows, 'order'>,
  k: number,
  onProgress: StepProgress,
): Neighbours {
  const lists = createNeighbours(rows.rowCount, k);
  const out = createScratch(rows);
  const of = { rows, out, lists };
  if (cells === null) {
    const all = { start: 0, end: filledCount };
    compare(of, all, [all]);
    onProgress(rows.rowCount, rows.rowCount);
    return lists;
  }
  const { starts } = cells;
  const near = findNearCells(cells);
  for (let cell = 0; cell + 1 < starts.length; cell += 1) {
    const queries = spanOf(starts, cell);
    compare(of, queries, [queries, ...near[cell]!.map((other) => spanOf(starts, other))]);
    onProgress(queries.end, rows.rowCount);
  }
  return refineNeighbours(rows, lists, Math.min(k, CLOSEST));
}

/**
 * The `k` rows among the first `among` that are nearest to each row from `start` to `end`, which stand behind them: always
 * exact. The lists begin with that of `start`.
 */
export function findNearestTo(rows: Codes, queries: Span, among: number, k: number): Neighbours {
  const lists = createNeighbours(queries.end - queries.start, k);
  const of = { rows, out: createScratch(rows), lists, firstList: queries.start };
  compare(of, queries, [{ start: 0, end: among }]);
  return lists;
}

/** For each cell as many of the others, nearest first, as a row has to meet. */
function findNearCells({ centroids, starts }: Cells): number[][] {
  const { rowCount: cellCount, width } = centroids;
  const arena = createArena(codeBytes(cellCount, width) + COMPARING_BYTES);
  const codes = arena.createCodes(cellCount, width);
  codes.values.set(centroids.values);
  const probes = Math.max(MIN_PROBES, Math.ceil(MIN_CANDIDATES / ((starts[cellCount] ?? 0) / cellCount)));
  const lists = createNeighbours(cellCount, Math.min(probes, cellCount - 1));
  const all = { start: 0, end: cellCount };
  compare({ rows: codes, out: createScratch(codes), lists }, all, [all]);
  return Array.from({ length: cellCount }, (_, cell) =>
    [...lists.ids.subarray(cell * lists.k, (cell + 1) * lists.k)].filter((id) => id >= 0),
  );
}

/** A run of rows. */
export type Span = { readonly start: number; readonly end: number };

function spanOf(starts: Int32Array, cell: number): Span {
  return { start: starts[cell]!, end: starts[cell + 1]! };
}

function createScratch({ arena }: Codes): Ints {
  return arena.createInts((BLOCK + 4) * (COLUMNS + 4));
}

type Comparison = {
  readonly rows: Codes;
  readonly out: Ints;
  readonly lists: Neighbours;
  /** The row that the first list is of. */
  readonly firstList?: number;
};

/** Compares some rows with every row of the sets, block by block. */
function compare({ rows, out, lists, firstList = 0 }: Comparison, queries: Span, sets: readonly Span[]): void {
  const { k, similarities } = lists;
  for (const set of sets) {
    for (let right = set.start; right < set.end; right += COLUMNS) {
      const rightCount = Math.min(COLUMNS, set.end - right);
      const stride = padRows(rightCount);
      for (let left = queries.start; left < queries.end; left += BLOCK) {
        const count = Math.min(BLOCK, queries.end - left);
        rows.arena.dotBlockCodes(
          { codes: rows, start: left, count },
          { codes: rows, start: right, count: rightCount },
          out,
        );
        for (let i = 0; i < count; i += 1) {
          const list = left + i - firstList;
          const last = list * k + k - 1;
          // As a product of codes, so that most are turned away as they are.
          let least = similarities[last]! / PER_PRODUCT;
          for (let j = 0; j < rightCount; j += 1) {
            const product = out.values[i * stride + j]!;
            if (product < least || right + j === left + i) continue;
            offerNeighbour(lists, list, right + j, product * PER_PRODUCT);
            least = similarities[last]! / PER_PRODUCT;
          }
        }
      }
    }
  }
}
