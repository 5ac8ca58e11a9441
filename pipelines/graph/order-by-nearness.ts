import type { Neighbours } from './top-neighbours.ts';

/**
 * All rows, near ones one after the other: what one of them reads the next one reads, too, and it is still at hand in the
 * processor's cache.
 */
export function orderByNearness({ k, ids }: Neighbours, rowCount: number): Int32Array {
  const order = new Int32Array(rowCount);
  const isPlaced = new Uint8Array(rowCount);
  const waiting: number[] = [];
  let count = 0;
  for (let first = 0; first < rowCount; first += 1) {
    waiting.push(first);
    for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
      if (isPlaced[row] === 1) continue;
      isPlaced[row] = 1;
      order[count] = row;
      count += 1;
      // The nearest is pushed last and visited next.
      for (let i = (row + 1) * k - 1; i >= row * k; i -= 1)
        if (ids[i]! >= 0 && isPlaced[ids[i]!] === 0) waiting.push(ids[i]!);
    }
  }
  return order;
}
