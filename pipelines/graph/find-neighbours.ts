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
import { ALONE, cutSpans, eachPiece, type Pool, type Span, shareInts, type Task } from '#pipelines/pool.ts';
import type { Cells, OrderedRows } from './order-in-cells.ts';
import { refineNeighbours } from './refine-neighbours.ts';
import { createNeighbours, leastProduct, type Neighbours, offerNeighbour, offerProducts } from './top-neighbours.ts';

/** Rows that are compared with `COLUMNS` others at a time. */
export const BLOCK = 256;
export const COLUMNS = 1024;
/** Each row meets at least this many others in its own and the nearest cells, however many rows there are. */
const MIN_CANDIDATES = 1400;
const MIN_PROBES = 8;
/** Of a neighbour's own neighbours only these are met: what cells missed is nearer than that. */
const CLOSEST = 8;
/** Writing takes less than a millisecond. */
const LOCKED_MS = 60_000;

/** Bytes beside the rows that comparing them takes in each thread. */
export const COMPARING_BYTES = (BLOCK + 4) * (COLUMNS + 4) * 4 + 16;

/**
 * The `k` nearest rows by dot product: exact up to `mostExact` rows; by cells and neighbours of neighbours above, where all
 * rows together meet as many as `mostExact` would. Rows of nothing but zeros have no neighbours and are nobody's.
 *
 * @param rows in the order that `ordered` tells of; with room for `COMPARING_BYTES` in their arena for each thread.
 */
export function findNeighbours(
  rows: Codes,
  { filledCount, cells }: Omit<OrderedRows, 'order'>,
  { k, mostExact }: { readonly k: number; readonly mostExact: number },
  { pool, onRow }: { readonly pool: Pool; readonly onRow: (done: number) => void },
): Neighbours {
  const lists = createNeighbours(rows.rowCount, k);
  if (cells === null || filledCount <= mostExact) {
    const groups = cutSpans(filledCount, BLOCK);
    compareAll(rows, lists, pairGroups(groups, listOthers(groups)), { pool, onRow });
    return lists;
  }
  const groups = listSpans(cells.starts);
  const candidates = Math.max(MIN_CANDIDATES, mostExact ** 2 / filledCount);
  compareAll(rows, lists, pairGroups(groups, findNearCells(cells, candidates)), { pool, onRow });
  return refineNeighbours(rows, lists, pool, Math.min(k, CLOSEST));
}

/**
 * The `k` rows among the first `among` that are nearest to each row from `start` to `end`, which stand behind them: always
 * exact. The lists begin with that of `start`.
 */
export function findNearestTo(rows: Codes, queries: Span, among: number, k: number, pool: Pool): Neighbours {
  const lists = createNeighbours(queries.end - queries.start, k);
  const all = { start: 0, end: among, group: -1 };
  const meetings = cutSpans(queries.end - queries.start, BLOCK).map(({ start, end }, group) => ({
    queries: { start: queries.start + start, end: queries.start + end, group },
    sets: [{ ...all, isMutual: false }],
  }));
  compareAll(rows, lists, meetings, { pool, firstList: queries.start });
  return lists;
}

/** For each cell as many of the others, nearest first, as hold the candidates of a row. */
function findNearCells({ centroids, starts }: Cells, candidates: number): number[][] {
  const { rowCount: cellCount, width } = centroids;
  const arena = createArena(codeBytes(cellCount, width) + COMPARING_BYTES);
  const codes = arena.createCodes(cellCount, width);
  codes.values.set(centroids.values);
  const probes = Math.max(MIN_PROBES, Math.ceil(candidates / ((starts[cellCount] ?? 0) / cellCount)));
  const lists = createNeighbours(cellCount, Math.min(probes, cellCount - 1));
  const all = { start: 0, end: cellCount };
  compareAll(codes, lists, pairGroups([all], [[]]), { pool: ALONE });
  return Array.from({ length: cellCount }, (_, cell) =>
    [...lists.ids.subarray(cell * lists.k, (cell + 1) * lists.k)].filter((id) => id >= 0),
  );
}

function listSpans(starts: Int32Array): Span[] {
  return Array.from({ length: starts.length - 1 }, (_, cell) => ({ start: starts[cell]!, end: starts[cell + 1]! }));
}

/** For each group all others. */
function listOthers(groups: readonly Span[]): number[][] {
  return groups.map((_, group) => [...groups.keys()].filter((other) => other !== group));
}

/** Rows that one thread at a time finds neighbours for. */
type Group = Span & { readonly group: number };

/** Rows, and those that they are compared with; `isMutual`: both are each other's candidates. */
type Meeting = { readonly queries: Group; readonly sets: readonly (Group & { readonly isMutual: boolean })[] };

/** Every group meets itself and those near it; of two that are near each other one meets the other for both. */
function pairGroups(groups: readonly Span[], near: readonly (readonly number[])[]): Meeting[] {
  const isNear = near.map((others) => new Set(others));
  return groups.map((span, group) => ({
    queries: { ...span, group },
    sets: [group, ...(near[group] ?? [])].flatMap((other) => {
      const isMutual = other !== group && isNear[other]!.has(group);
      return isMutual && other < group ? [] : { ...groups[other]!, group: other, isMutual };
    }),
  }));
}

/** @param options.firstList the row that the first list is of. */
function compareAll(
  rows: Codes,
  lists: Neighbours,
  meetings: readonly Meeting[],
  { pool, onRow = () => {}, firstList = 0 }: { pool: Pool; onRow?: (done: number) => void; firstList?: number },
): void {
  const locks = shareInts(meetings.length);
  const shared = { rows: lendRows(rows, pool.size, COMPARING_BYTES), lists, firstList, locks };
  eachPiece(pool, COMPARE_ROWS, shared, meetings, (_, index) => onRow(meetings[index]!.queries.end));
}

type Comparing = {
  readonly rows: LentRows;
  readonly lists: Neighbours;
  readonly firstList: number;
  /** One of each group: 1 while a thread writes into the lists of its rows. */
  readonly locks: Int32Array;
};

/** Offers rows that meet to each other's lists. What a list keeps does not depend on the order. */
export const COMPARE_ROWS: Task<Comparing, Meeting, void> = {
  name: 'compare-rows',
  prepare({ rows: lent, ...shared }, hand) {
    const rows = openCodes(lent, hand);
    const of = {
      ...shared,
      rows,
      out: rows.arena.createInts((BLOCK + 4) * (COLUMNS + 4)),
      least: new Float64Array(COLUMNS),
    };
    return ({ queries, sets }) => {
      for (const set of sets) compare(of, queries, set);
    };
  },
};

type Comparison = Omit<Comparing, 'rows'> & {
  readonly rows: Codes;
  readonly out: Ints;
  /** Of each column what its list takes at least. */
  readonly least: Float64Array;
};

/** Compares some rows with every row of a set, block by block. */
function compare(of: Comparison, queries: Group, set: Meeting['sets'][number]): void {
  const { rows, out, locks } = of;
  // Always in the order of the groups: no two threads wait for each other.
  const held = set.isMutual ? [queries.group, set.group].sort((a, b) => a - b) : [queries.group];
  for (let right = set.start; right < set.end; right += COLUMNS) {
    const columns = { start: right, end: Math.min(set.end, right + COLUMNS) };
    const block = { codes: rows, start: right, count: columns.end - right };
    for (let left = queries.start; left < queries.end; left += BLOCK) {
      const count = Math.min(BLOCK, queries.end - left);
      rows.arena.dotBlockCodes({ codes: rows, start: left, count }, block, out);
      for (const group of held) lock(locks, group);
      if (set.isMutual) offerBoth(of, { start: left, end: left + count }, columns);
      else offerColumns(of, { start: left, end: left + count }, columns);
      for (const group of held) unlock(locks, group);
    }
  }
}

/** Offers the columns of a block of products to the lists of its rows. */
function offerColumns({ lists, out, firstList }: Comparison, rows: Span, columns: Span): void {
  const stride = padRows(columns.end - columns.start);
  for (let row = rows.start; row < rows.end; row += 1) {
    const read = { products: out.values, at: (row - rows.start) * stride };
    offerProducts(lists, row - firstList, read, columns, row);
  }
}

/** Offers the columns to the lists of the rows, and the rows to those of the columns. */
function offerBoth({ lists, out, least: leastOf }: Comparison, rows: Span, columns: Span): void {
  const count = columns.end - columns.start;
  const stride = padRows(count);
  for (let j = 0; j < count; j += 1) leastOf[j] = leastProduct(lists, columns.start + j);
  for (let row = rows.start; row < rows.end; row += 1) {
    const at = (row - rows.start) * stride;
    let least = leastProduct(lists, row);
    for (let j = 0; j < count; j += 1) {
      const product = out.values[at + j]!;
      if (product >= least) {
        offerNeighbour(lists, row, columns.start + j, product * PER_PRODUCT);
        least = leastProduct(lists, row);
      }
      if (product >= leastOf[j]!) {
        offerNeighbour(lists, columns.start + j, row, product * PER_PRODUCT);
        leastOf[j] = leastProduct(lists, columns.start + j);
      }
    }
  }
}

function lock(locks: Int32Array, group: number): void {
  while (Atomics.compareExchange(locks, group, 0, 1) !== 0)
    if (Atomics.wait(locks, group, 1, LOCKED_MS) === 'timed-out') throw new Error('A thread has died while it wrote.');
}

function unlock(locks: Int32Array, group: number): void {
  Atomics.store(locks, group, 0);
  Atomics.notify(locks, group);
}
