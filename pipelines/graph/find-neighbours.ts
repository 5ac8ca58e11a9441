import {
  type Codes,
  codeBytes,
  createArena,
  type Ints,
  type LentRows,
  lendRows,
  openCodes,
  padRows,
} from '#pipelines/kernels/create-arena.ts';
import { PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import { ALONE, cutSpans, eachPiece, type Pool, type Span, type Task } from '#pipelines/pool.ts';
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

/** Bytes beside the rows that comparing them takes in each thread. */
export const COMPARING_BYTES = (BLOCK + 4) * (COLUMNS + 4) * 4 + 16;

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
  pool: Pool,
  onRow: (done: number) => void,
): Neighbours {
  const lists = createNeighbours(rows.rowCount, k);
  if (cells === null) {
    const all = { start: 0, end: filledCount };
    compareAll(rows, lists, cutQueries(all, [all]), pool, onRow);
    return lists;
  }
  const { starts } = cells;
  const near = findNearCells(cells);
  const meetings = near.map((others, cell) => ({
    queries: spanOf(starts, cell),
    sets: [cell, ...others].map((other) => spanOf(starts, other)),
  }));
  compareAll(rows, lists, meetings, pool, onRow);
  return refineNeighbours(rows, lists, pool, Math.min(k, CLOSEST));
}

/**
 * The `k` rows among the first `among` that are nearest to each row from `start` to `end`, which stand behind them: always
 * exact. The lists begin with that of `start`.
 */
export function findNearestTo(rows: Codes, queries: Span, among: number, k: number, pool: Pool): Neighbours {
  const lists = createNeighbours(queries.end - queries.start, k);
  compareAll(rows, lists, cutQueries(queries, [{ start: 0, end: among }]), pool, () => {}, queries.start);
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
  compareAll(codes, lists, [{ queries: all, sets: [all] }], ALONE, () => {});
  return Array.from({ length: cellCount }, (_, cell) =>
    [...lists.ids.subarray(cell * lists.k, (cell + 1) * lists.k)].filter((id) => id >= 0),
  );
}

function spanOf(starts: Int32Array, cell: number): Span {
  return { start: starts[cell]!, end: starts[cell + 1]! };
}

/** Rows and those that they are compared with. */
type Meeting = { readonly queries: Span; readonly sets: readonly Span[] };

function cutQueries({ start, end }: Span, sets: readonly Span[]): Meeting[] {
  return cutSpans(end - start, BLOCK).map((span) => ({
    queries: { start: start + span.start, end: start + span.end },
    sets,
  }));
}

/** @param firstList the row that the first list is of. */
function compareAll(
  rows: Codes,
  lists: Neighbours,
  meetings: readonly Meeting[],
  pool: Pool,
  onRow: (done: number) => void,
  firstList = 0,
): void {
  const shared = { rows: lendRows(rows, pool.size, COMPARING_BYTES), lists, firstList };
  eachPiece(pool, COMPARE_ROWS, shared, meetings, (_, index) => onRow(meetings[index]!.queries.end));
}

/** Fills the lists of the rows that meet others; nobody else writes there. */
export const COMPARE_ROWS: Task<{ rows: LentRows; lists: Neighbours; firstList: number }, Meeting, void> = {
  name: 'compare-rows',
  prepare({ rows: lent, lists, firstList }, hand) {
    const rows = openCodes(lent, hand);
    const of = { rows, out: rows.arena.createInts((BLOCK + 4) * (COLUMNS + 4)), lists, firstList };
    return ({ queries, sets }) => compare(of, queries, sets);
  },
};

type Comparison = {
  readonly rows: Codes;
  readonly out: Ints;
  readonly lists: Neighbours;
  readonly firstList: number;
};

/** Compares some rows with every row of the sets, block by block. */
function compare({ rows, out, lists, firstList }: Comparison, queries: Span, sets: readonly Span[]): void {
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
