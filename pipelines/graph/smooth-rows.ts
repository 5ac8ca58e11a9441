import type { Codes, Matrix, WeighedRows } from '#pipelines/kernels/create-arena.ts';
import { type FadedNeighbours, fadeFarNeighbours } from './fade-far-neighbours.ts';
import { orderByNearness } from './order-by-nearness.ts';
import type { Neighbours } from './top-neighbours.ts';

const ROUNDS = 3;
/** Share of a row's own direction in each round. */
const OWN_SHARE = 0.3;
/** Shares of what the nearest are: neighbours that are less alike pull less. */
const FADING = { none: 0.35, whole: 0.75 } as const;

/**
 * Moves every row towards its neighbours: x <- norm(.3 x + .7 weighted mean of neighbours), three times. A neighbour's
 * weight is the cube of its similarity: the far ones, often of the matter next door, hardly pull.
 * Short posts about one matter share few words; their neighbours share the rest. Far neighbours of a post that has nearer ones do not pull at all.
 * Rows move where they stand, near ones after one another: a row meets neighbours that have moved already, which needs no second memory and
 * settles in fewer rounds (as Gauss and Seidel's iteration does beside Jacobi's).
 */
export function smoothRows(rows: Codes, neighbours: Neighbours): void {
  const faded = fadeFarNeighbours(neighbours, FADING);
  const { arena, width } = rows;
  const list = { rows: arena.createInts(neighbours.k + 1), weights: arena.createMatrix(1, neighbours.k + 1) };
  const sum = arena.createMatrix(1, width);
  const order = orderByNearness(neighbours, rows.rowCount);
  for (let round = 0; round < ROUNDS; round += 1) for (const row of order) smoothRow(rows, faded, row, list, sum);
}

function smoothRow(
  rows: Codes,
  { k, ids, similarities, weights }: FadedNeighbours,
  row: number,
  list: Omit<WeighedRows, 'count'>,
  sum: Matrix,
): void {
  let total = 0;
  for (let i = row * k; i < (row + 1) * k; i += 1) if (ids[i]! >= 0) total += weights[i]! * pullOf(similarities[i]!);
  let count = 0;
  const add = (other: number, weight: number) => {
    list.rows.values[count] = other;
    list.weights.values[count] = weight;
    count += 1;
  };
  add(row, total > 0 ? OWN_SHARE : 1);
  for (let i = row * k; total > 0 && i < (row + 1) * k; i += 1) {
    if (ids[i]! >= 0 && similarities[i]! > 0)
      add(ids[i]!, ((1 - OWN_SHARE) * weights[i]! * pullOf(similarities[i]!)) / total);
  }
  sum.values.fill(0);
  rows.arena.addCodes(rows, { ...list, count }, sum, 0);
  rows.arena.encodeUnit(sum, 0, rows, row);
}

/** How much a neighbour counts: the cube of its similarity. */
export function pullOf(similarity: number): number {
  return similarity > 0 ? similarity * similarity * similarity : 0;
}
