import { expect, test } from 'vitest';
import { undoMerges } from '#pipelines/clusters/undo-merges.ts';

/** Four groups of two rows; 0 and 1 join at .8 (4), 2 and 3 at .7 (5), all at .6 (6). */
const groups = Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3, -1);
const merges = [
  { left: 0, right: 1, similarity: 0.8, into: 4 },
  { left: 2, right: 3, similarity: 0.7, into: 5 },
  { left: 4, right: 5, similarity: 0.6, into: 6 },
];
const merged = { groups, groupCount: 4, merges, cut: Int32Array.of(6, 6, 6, 6) };
const all = (rows: Int32Array) => rows;
const whole = (rows: Int32Array) => [rows];
const told = (...those: string[]) => {
  return (asked: readonly Int32Array[]) => asked.map((rows) => those.includes([...rows].join('')));
};

test('a group that words tell stays whole', () => {
  expect([...undoMerges(merged, all, told('01234567'), whole)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, -1]);
});

test('one that they do not tell falls into parts that they do; the rest belongs nowhere', () => {
  expect([...undoMerges(merged, all, told('0123', '45'), whole)]).toEqual([0, 0, 0, 0, 1, 1, -1, -1, -1]);
});

test('rows without company are out before words are asked', () => {
  const labels = undoMerges(merged, (rows) => rows.filter((row) => row !== 3), told('012', '4567'), whole);

  expect([...labels]).toEqual([0, 0, 0, -1, 1, 1, 1, 1, -1]);
});

test('a group of the start that they do not tell is split once more', () => {
  const halves = (rows: Int32Array) => [rows.slice(0, 1), rows.slice(1)];

  expect([...undoMerges(merged, all, told('0123', '4', '7'), halves)]).toEqual([0, 0, 0, 0, 1, -1, -1, 2, -1]);
});
