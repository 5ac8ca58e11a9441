import { pickLargest } from '#pipelines/clusters/cluster-spherically.ts';
import { type Codes, codeBytes, matrixBytes } from '#pipelines/kernels/create-arena.ts';
import { countCells } from './order-in-cells.ts';
import { createNeighbours, type Neighbours, offerProducts } from './top-neighbours.ts';

/** A row meets at least so many rows of its nearest cells. */
const MIN_CANDIDATES = 3000;
const MIN_CELLS = 6;
const TAKEN = -(2 ** 31);

/** How rows stand that others are looked up among. */
export type SearchedRows = {
  readonly filledCount: number;
  readonly cells: { readonly centroids: Pick<Codes, 'values' | 'rowCount'>; readonly starts: Int32Array } | null;
};

/** The `k` rows nearest to one that is not among them; valid until the next call. */
export type FindNearRows = (row: Float32Array) => Neighbours;

/** Bytes that `createRowFinder` takes of the arena of the rows. */
export function finderBytes(rowCount: number, width: number): number {
  const cellCount = countCells(rowCount) + 1;
  return matrixBytes(1, width) + codeBytes(1, width) + codeBytes(cellCount, width) + 8 * (rowCount + cellCount) + 64;
}

/** Finds rows near to others: exactly where there are few, else among the cells nearest to each. */
export function createRowFinder(rows: Codes, { filledCount, cells }: SearchedRows, k: number): FindNearRows {
  const { arena, width } = rows;
  const given = arena.createMatrix(1, width);
  const query = arena.createCodes(1, width);
  const cellCount = cells?.centroids.rowCount ?? 1;
  const most = Math.max(filledCount, cellCount);
  const numbers = arena.createInts(most);
  const products = arena.createInts(most);
  const centroids = arena.createCodes(cellCount, width);
  if (cells) centroids.values.set(cells.centroids.values);
  for (let i = 0; i < most; i += 1) numbers.values[i] = i;
  const lists = createNeighbours(1, k);
  const left = { codes: query, start: 0, count: 1 };

  function compare(start: number, end: number): void {
    arena.dotGatherCodes(left, rows, numbers.address + start * 4, end - start, products);
    offerProducts(lists, 0, { products: products.values, at: 0 }, { start, end });
  }

  const near = new Int32Array(cellCount);

  return (row) => {
    lists.ids.fill(-1);
    lists.similarities.fill(-2);
    given.values.set(row);
    arena.encodeUnit(given, 0, query, 0);
    if (cells === null) {
      compare(0, filledCount);
      return lists;
    }
    arena.dotGatherCodes(left, centroids, numbers.address, cellCount, products);
    near.set(products.values.subarray(0, cellCount));
    takeCells(near, cells.starts, MIN_CANDIDATES, (cell) => compare(cells.starts[cell]!, cells.starts[cell + 1]!));
    return lists;
  };
}

/**
 * Takes the nearest cells, nearest first, as many as hold so many rows. Few are taken: ranking all of them would take longer.
 *
 * @param near how near each cell is; overwritten where it is taken.
 */
export function takeCells(
  near: Int32Array,
  starts: Int32Array,
  candidates: number,
  take: (cell: number) => void,
): void {
  let met = 0;
  for (let taken = 0; taken < near.length && (taken < MIN_CELLS || met < candidates); taken += 1) {
    const cell = pickLargest(near, 0, near.length);
    near[cell] = TAKEN;
    take(cell);
    met += starts[cell + 1]! - starts[cell]!;
  }
}
