import type { Codes } from '#pipelines/kernels/create-arena.ts';
import { PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import { orderByNearness } from './order-by-nearness.ts';
import { createNeighbours, type Neighbours, offerNeighbour } from './top-neighbours.ts';

/** Rows that name a row as their neighbour, at most this many, count as its neighbours too. */
const MAX_REVERSE = 12;

/**
 * One round of neighbours of neighbours (NN-descent; Dong, Moses, Li 2011): for each row, the best of its neighbours,
 * of those that name it, and of their neighbours, by similarity of `rows`.
 *
 * @param closest how many of their neighbours, at most `known.k`.
 */
export function refineNeighbours(rows: Codes, known: Neighbours, closest = known.k): Neighbours {
  const { k } = known;
  const { arena, rowCount } = rows;
  const refined = createNeighbours(rowCount, k);
  const reverse = reverseNeighbours(known, rowCount);
  const seen = new Int32Array(rowCount).fill(-1);
  const most = (k + MAX_REVERSE) * (k + 1);
  const numbers = arena.createInts(most);
  const products = arena.createInts(most);
  for (const row of orderByNearness(known, rowCount)) {
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
  }
  return refined;
}

function reverseNeighbours(known: Neighbours, rowCount: number): Int32Array {
  const reverse = new Int32Array(rowCount * MAX_REVERSE).fill(-1);
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
