import { type Codes, type LentRows, lendRows, openCodes } from '#pipelines/kernels/create-arena.ts';
import { PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import { cutSpans, mapPieces, type Pool, type Span, shareInts, type Task } from '#pipelines/pool.ts';
import { orderByNearness } from './order-by-nearness.ts';
import { createNeighbours, type Neighbours, offerNeighbour } from './top-neighbours.ts';

/** Rows that name a row as their neighbour, at most this many, count as its neighbours too. */
const MAX_REVERSE = 12;
/** Rows that are a piece of work. */
const PIECE = 1000;

/**
 * One round of neighbours of neighbours (NN-descent; Dong, Moses, Li 2011): for each row, the best of its neighbours,
 * of those that name it, and of their neighbours, by similarity of `rows`.
 *
 * @param closest how many of their neighbours, at most `known.k`.
 */
export function refineNeighbours(rows: Codes, known: Neighbours, pool: Pool, closest = known.k): Neighbours {
  const { rowCount } = rows;
  const refined = createNeighbours(rowCount, known.k);
  const shared = {
    rows: lendRows(rows, pool.size, 2 * (countMost(known) * 4 + 16)),
    ...{ known, refined, closest },
    ...{ reverse: reverseNeighbours(known, rowCount), order: orderByNearness(known, rowCount) },
  };
  mapPieces(pool, REFINE_ROWS, shared, cutSpans(rowCount, PIECE));
  return refined;
}

/** Candidates that a row can have. */
function countMost({ k }: Neighbours): number {
  return (k + MAX_REVERSE) * (k + 1);
}

type Refining = {
  readonly rows: LentRows;
  readonly known: Neighbours;
  readonly refined: Neighbours;
  readonly closest: number;
  readonly reverse: Int32Array;
  readonly order: Int32Array;
};

/** Fills the lists of a span of the rows in their order; nobody else writes there. */
export const REFINE_ROWS: Task<Refining, Span, void> = {
  name: 'refine-rows',
  prepare(shared, hand) {
    const refine = createRefiner(shared, openCodes(shared.rows, hand));
    return ({ start, end }) => {
      for (let i = start; i < end; i += 1) refine(shared.order[i]!);
    };
  },
};

function createRefiner({ known, refined, closest, reverse }: Refining, rows: Codes): (row: number) => void {
  const { k } = known;
  const { arena } = rows;
  const seen = new Int32Array(rows.rowCount).fill(-1);
  const numbers = arena.createInts(countMost(known));
  const products = arena.createInts(countMost(known));
  return (row) => {
    let count = 0;
    seen[row] = row;
    const consider = (id: number) => {
      if (id < 0 || seen[id] === row) return;
      seen[id] = row;
      numbers.values[count] = id;
      count += 1;
    };
    for (let i = row * k; i < (row + 1) * k; i += 1) consider(known.ids[i]!);
    for (let i = row * MAX_REVERSE; i < (row + 1) * MAX_REVERSE; i += 1) consider(reverse[i]!);
    const direct = count;
    for (let c = 0; c < direct; c += 1) {
      const via = numbers.values[c]!;
      for (let i = via * k; i < via * k + closest; i += 1) consider(known.ids[i]!);
    }
    arena.dotGatherCodes({ codes: rows, start: row, count: 1 }, rows, numbers.address, count, products);
    for (let c = 0; c < count; c += 1)
      offerNeighbour(refined, row, numbers.values[c]!, products.values[c]! * PER_PRODUCT);
  };
}

function reverseNeighbours(known: Neighbours, rowCount: number): Int32Array {
  const reverse = shareInts(rowCount * MAX_REVERSE).fill(-1);
  const counts = new Uint8Array(rowCount);
  // Closest first, so that the cap keeps the strongest.
  for (let rank = 0; rank < known.k; rank += 1) {
    for (let row = 0; row < rowCount; row += 1) {
      const id = known.ids[row * known.k + rank]!;
      if (id < 0 || counts[id]! >= MAX_REVERSE) continue;
      reverse[id * MAX_REVERSE + counts[id]!] = row;
      counts[id]! += 1;
    }
  }
  return reverse;
}
