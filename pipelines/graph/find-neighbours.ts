import { clusterSpherically } from '#pipelines/clusters/cluster-spherically.ts';
import {
  type Arena,
  copyRows,
  createArena,
  type Matrix,
  matrixBytes,
  padRows,
} from '#pipelines/kernels/create-arena.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import { refineNeighbours } from './refine-neighbours.ts';
import { createNeighbours, type Neighbours, offerNeighbour } from './top-neighbours.ts';

/** Up to here every pair is compared. */
const MAX_EXACT_ROWS = 5000;
const BLOCK = 256;
/** Each row meets at least this many others in its own and the nearest cells. */
const MIN_CANDIDATES = 1400;
const MIN_PROBES = 8;

export type StepProgress = (done: number, total: number) => void;

/**
 * The `k` nearest rows by dot product: exact for small sets; by cells and neighbours of neighbours above. Rows of nothing
 * but zeros have no neighbours and are nobody's.
 */
export function findNeighbours(matrix: Matrix, k: number, random: Random, onProgress: StepProgress): Neighbours {
  if (matrix.rowCount <= MAX_EXACT_ROWS) return compareAll(matrix, k, onProgress);
  const found = compareCells(matrix, k, random, onProgress);
  return refineNeighbours(matrix, found);
}

/** The `k` rows among the first `among` that are nearest to each of `queries`, which stand outside them: always exact. */
export function findNearestTo(matrix: Matrix, queries: Int32Array, among: number, k: number): Neighbours {
  const lists = createNeighbours(matrix.rowCount, k);
  const all = Int32Array.from({ length: among }, (_, row) => row);
  compareBlocks(matrix, queries, [all], lists, createScratch(matrix, among));
  return lists;
}

function compareAll(matrix: Matrix, k: number, onProgress: StepProgress): Neighbours {
  const lists = createNeighbours(matrix.rowCount, k);
  const all = findFilledRows(matrix);
  compareBlocks(matrix, all, [all], lists, createScratch(matrix, all.length));
  onProgress(matrix.rowCount, matrix.rowCount);
  return lists;
}

function compareCells(matrix: Matrix, k: number, random: Random, onProgress: StepProgress): Neighbours {
  const lists = createNeighbours(matrix.rowCount, k);
  const cellCount = Math.ceil(2 * Math.sqrt(matrix.rowCount));
  const { labels, centroids } = clusterSpherically(matrix, cellCount, random, {
    iterations: 3,
    sampleRows: cellCount * 40,
  });
  const cells: number[][] = Array.from({ length: cellCount }, () => []);
  for (const row of findFilledRows(matrix)) cells[labels[row]!]!.push(row);
  const members = cells.map((cell) => Int32Array.from(cell));
  const probes = Math.max(MIN_PROBES, Math.ceil(MIN_CANDIDATES / (matrix.rowCount / cellCount)));
  const nearCells = compareAll(centroids, Math.min(probes, cellCount - 1), () => {});
  const largest = Math.max(...members.map((cell) => cell.length));
  const scratch = createScratch(matrix, largest);
  let done = 0;
  for (const [cell, queries] of members.entries()) {
    const near = nearCells.ids.subarray(cell * nearCells.k, (cell + 1) * nearCells.k).filter((id) => id >= 0);
    compareBlocks(matrix, queries, [queries, ...[...near].map((id) => members[id]!)], lists, scratch);
    done += queries.length;
    onProgress(done, matrix.rowCount);
  }
  return lists;
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

type Scratch = { readonly arena: Arena; readonly left: Matrix; readonly right: Matrix; readonly out: Matrix };

function createScratch(matrix: Matrix, largestSet: number): Scratch {
  const columns = Math.min(4 * BLOCK, Math.max(largestSet, 2));
  const bytes = matrixBytes(BLOCK, matrix.width) + matrixBytes(columns, matrix.width) + matrixBytes(BLOCK, columns + 4);
  const arena = createArena(bytes);
  const left = arena.createMatrix(BLOCK, matrix.width);
  const right = arena.createMatrix(columns, matrix.width);
  return { arena, left, right, out: arena.createMatrix(BLOCK, columns + 4) };
}

/** Compares every query with every row of the sets, block by block. */
function compareBlocks(
  matrix: Matrix,
  queries: Int32Array,
  sets: Int32Array[],
  lists: Neighbours,
  scratch: Scratch,
): void {
  const { arena, left, right, out } = scratch;
  for (const set of sets) {
    for (let setStart = 0; setStart < set.length; setStart += right.rowCount) {
      const candidates = set.subarray(setStart, setStart + right.rowCount);
      copyRows(matrix, candidates, right);
      const stride = padRows(candidates.length);
      for (let start = 0; start < queries.length; start += BLOCK) {
        const block = queries.subarray(start, start + BLOCK);
        copyRows(matrix, block, left);
        arena.dotBlock(
          { matrix: left, start: 0, count: block.length },
          { matrix: right, start: 0, count: candidates.length },
          out,
        );
        for (let i = 0; i < block.length; i += 1) {
          const query = block[i]!;
          for (let j = 0; j < candidates.length; j += 1) {
            if (candidates[j] !== query) offerNeighbour(lists, query, candidates[j]!, out.values[i * stride + j]!);
          }
        }
      }
    }
  }
}
