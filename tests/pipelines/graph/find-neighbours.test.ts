import { expect, test } from 'vitest';
import { COMPARING_BYTES, findNeighbours } from '#pipelines/graph/find-neighbours.ts';
import { orderInCells } from '#pipelines/graph/order-in-cells.ts';
import type { Codes } from '#pipelines/kernels/create-arena.ts';
import { hashPair } from '#pipelines/numerics/hash.ts';
import { createRandom } from '#pipelines/numerics/random.ts';
import { ALONE } from '#pipelines/pool.ts';
import { normalise } from '#pipelines/vectors/hash-terms.ts';
import { codeRows } from '../kernels/code-rows.ts';

const ROWS = 3000;
const WIDTH = 64;
const K = 10;

test('rows in cells find all of their nearest ones, where all are compared with all', () => {
  expect(shareFound(ROWS)).toBe(1);
});

test('of more rows each meets the more, the fewer there are more, and finds more of its nearest', () => {
  const [few, more, most] = [shareFound(0), shareFound(2400), shareFound(ROWS - 1)];

  expect(few).toBeGreaterThan(0.5);
  expect(more).toBeGreaterThan(few);
  expect(most).toBeGreaterThan(more);
  expect(most).toBeGreaterThan(0.99);
});

/** Which part of the nearest rows is found, of some rows, when so many would be compared with all. */
function shareFound(mostExact: number): number {
  const rows = codeRows(drawClumps(), 3 * COMPARING_BYTES);
  const ordered = orderInCells(
    rows,
    Uint32Array.from({ length: ROWS }, (_, row) => hashPair(row, 1)),
    ALONE,
  );
  expect(ordered.cells).not.toBeNull();
  const { ids } = findNeighbours(rows, ordered, { k: K, mostExact }, { pool: ALONE, onRow: () => {} });
  let found = 0;
  let all = 0;
  for (let row = 0; row < ROWS; row += 30) {
    const own = new Set(ids.subarray(row * K, (row + 1) * K));
    for (const near of findNearest(rows, row)) {
      all += 1;
      if (own.has(near)) found += 1;
    }
  }
  return found / all;
}

function findNearest(rows: Codes, row: number): number[] {
  const products = Array.from({ length: ROWS }, (_, other) => {
    let product = 0;
    for (let i = 0; i < rows.width; i += 1)
      product += rows.values[row * rows.width + i]! * rows.values[other * rows.width + i]!;
    return { other, product };
  });
  return products
    .filter(({ other }) => other !== row)
    .sort((a, b) => b.product - a.product || a.other - b.other)
    .slice(0, K)
    .map(({ other }) => other);
}

/** Unit rows about sixty centres, between which there is much. */
function drawClumps(): Float32Array[] {
  const random = createRandom(1);
  const draw = () => Float32Array.from({ length: WIDTH }, () => random.next() - 0.5);
  const centres = Array.from({ length: 60 }, draw);
  return Array.from({ length: ROWS }, (_, i) => {
    const centre = centres[i % 60]!;
    const row = draw().map((value, column) => value + 0.5 * centre[column]!);
    normalise(row);
    return row;
  });
}
