import { expect, test } from 'vitest';
import { takeCells } from '#pipelines/graph/find-near-rows.ts';

/** Eight cells of ten rows each. */
const STARTS = Int32Array.from({ length: 9 }, (_, cell) => 10 * cell);
const NEAR = [30, 80, 10, 70, 50, 20, 60, 40];

test.each([
  ['six at least, however few rows are wanted', 1, [1, 3, 6, 4, 7, 0]],
  ['as many as hold the rows that are wanted', 61, [1, 3, 6, 4, 7, 0, 5]],
  ['all, and none of them twice, where more rows are wanted than there are', 1000, [1, 3, 6, 4, 7, 0, 5, 2]],
])('near cells are taken, nearest first: %s', (_, candidates, expected) => {
  const taken: number[] = [];
  takeCells(Int32Array.from(NEAR), STARTS, candidates, (cell) => taken.push(cell));

  expect(taken).toEqual(expected);
});
