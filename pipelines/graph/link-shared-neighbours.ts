import type { FadedNeighbours } from './fade-far-neighbours.ts';

/** An undirected weighted graph in compressed rows; every edge stands in both of its rows. */
export type Graph = {
  readonly nodeCount: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float32Array;
};

/**
 * Links rows that name each other's neighbours: the weight is the share of neighbours they have in common
 * (shared nearest neighbours; Jarvis and Patrick 1973), which evens out dense and thin regions, times how much the neighbour counts.
 */
export function linkSharedNeighbours(neighbours: FadedNeighbours, rowCount: number): Graph {
  const { k, ids, weights: counting } = neighbours;
  const degree = new Int32Array(rowCount);
  const isMutual = new Uint8Array(rowCount * k);
  const shared = new Float32Array(rowCount * k);
  const mark = new Int32Array(rowCount).fill(-1);
  for (let row = 0; row < rowCount; row += 1) {
    mark[row] = row;
    for (let i = row * k; i < (row + 1) * k; i += 1) if (ids[i]! >= 0) mark[ids[i]!] = row;
    for (let i = row * k; i < (row + 1) * k; i += 1) {
      const other = ids[i]!;
      if (other < 0) continue;
      let common = mark[other] === row ? 1 : 0;
      for (let j = other * k; j < (other + 1) * k; j += 1) {
        if (ids[j] === row) isMutual[i] = 1;
        if (ids[j]! >= 0 && mark[ids[j]!] === row) common += 1;
      }
      shared[i] = (counting[i]! * common) / (k + 1);
      // A mutual edge is written once from each side, another edge from one side for both.
      degree[row]! += 1;
      if (isMutual[i] === 0) degree[other]! += 1;
    }
  }
  const offsets = new Int32Array(rowCount + 1);
  for (let row = 0; row < rowCount; row += 1) offsets[row + 1] = offsets[row]! + degree[row]!;
  const next = offsets.slice();
  const targets = new Int32Array(offsets[rowCount]!);
  const weights = new Float32Array(offsets[rowCount]!);
  for (let row = 0; row < rowCount; row += 1) {
    for (let i = row * k; i < (row + 1) * k; i += 1) {
      const other = ids[i]!;
      if (other < 0) continue;
      write(row, other, shared[i]!);
      if (isMutual[i] === 0) write(other, row, shared[i]!);
    }
  }
  return { nodeCount: rowCount, offsets, targets, weights };

  function write(from: number, to: number, weight: number): void {
    targets[next[from]!] = to;
    weights[next[from]!] = weight;
    next[from]! += 1;
  }
}
