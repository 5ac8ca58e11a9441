import { expect, test } from 'vitest';
import { dropFarNeighbours } from '#pipelines/graph/drop-far-neighbours.ts';
import { createNeighbours, offerNeighbour } from '#pipelines/graph/top-neighbours.ts';

test('neighbours go that are far beside the three nearest', () => {
  expect(keptOf([0.9, 0.8, 0.7, 0.41, 0.39], 0.5)).toBe(4);
});

test('two stay, however far they are', () => {
  expect(keptOf([0.9, 0.1, 0.1], 0.5)).toBe(2);
  expect(keptOf([0.9], 0.5)).toBe(1);
  expect(keptOf([], 0.5)).toBe(0);
});

test('the lists that were given stay as they are', () => {
  const lists = listOf([0.9, 0.8, 0.7, 0.1]);
  dropFarNeighbours(lists, 0.5);
  expect([...lists.ids]).toEqual([1, 2, 3, 4, -1, -1]);
});

function keptOf(similarities: readonly number[], share: number): number {
  return dropFarNeighbours(listOf(similarities), share).ids.filter((id) => id >= 0).length;
}

/** One row with room for six neighbours. */
function listOf(similarities: readonly number[]) {
  const lists = createNeighbours(1, 6);
  for (const [i, similarity] of similarities.entries()) offerNeighbour(lists, 0, i + 1, similarity);
  return lists;
}
