import { expect, test } from 'vitest';
import { hashPair } from '#pipelines/numerics/hash.ts';
import { orderByLot, pickByLot } from '#pipelines/numerics/lots.ts';

test('positions stand in the order of their lots, equal ones in their own', () => {
  expect([...orderByLot(Uint32Array.of(7, 2 ** 32 - 1, 0, 7))]).toEqual([2, 0, 3, 1]);
  expect([...orderByLot(new Uint32Array(0))]).toEqual([]);
});

test('all are picked where there are no more, else those of the lowest lots', () => {
  expect([...pickByLot(Uint32Array.of(3, 1, 2), 3)]).toEqual([0, 1, 2]);
  expect([...pickByLot(Uint32Array.of(3, 1, 2), 2)]).toEqual([1, 2]);
});

test('one more changes at most one of those that are picked', () => {
  const lots = Array.from({ length: 500 }, (_, i) => hashPair(i, 9));
  const without = new Set([...pickByLot(Uint32Array.from(lots.slice(1)), 100)].map((i) => lots[i + 1]!));

  const kept = [...pickByLot(Uint32Array.from(lots), 100)].filter((i) => without.has(lots[i]!));
  expect(kept.length).toBeGreaterThanOrEqual(99);
});

test('more lots than their bits have room for are still in order', () => {
  const lots = Uint32Array.from({ length: 2 ** 21 + 1 }, (_, i) => hashPair(i, 3));
  const order = orderByLot(lots);

  let isAscending = true;
  for (let i = 1; i < order.length; i += 1) isAscending &&= lots[order[i]!]! + 1 >= lots[order[i - 1]!]!;
  expect(isAscending).toBe(true);
  expect(new Set(order).size).toBe(lots.length);
});
