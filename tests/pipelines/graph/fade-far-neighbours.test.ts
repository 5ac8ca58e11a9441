import { expect, test } from 'vitest';
import { fadeFarNeighbours } from '#pipelines/graph/fade-far-neighbours.ts';
import { createNeighbours, offerNeighbour } from '#pipelines/graph/top-neighbours.ts';

test('neighbours count the less the farther they are beside the three nearest, and are missing beyond', () => {
  const { ids, weights } = fade([0.9, 0.8, 0.7, 0.48, 0.39]);

  expect([...ids]).toEqual([1, 2, 3, 4, -1, -1]);
  expect(weights[2]).toBe(1);
  expect(weights[3]).toBeCloseTo(0.5);
});

test('two count whole, however far they are', () => {
  expect([...fade([0.9, 0.1, 0.1]).ids]).toEqual([1, 2, -1, -1, -1, -1]);
  expect(fade([0.9, 0.1]).weights[1]).toBe(1);
  expect([...fade([0.9]).ids]).toEqual([1, -1, -1, -1, -1, -1]);
  expect([...fade([]).ids]).toEqual([-1, -1, -1, -1, -1, -1]);
});

test('where nothing is alike all stay', () => {
  expect([...fade([0, 0, 0]).ids]).toEqual([1, 2, 3, -1, -1, -1]);
});

test('the lists that were given stay as they are', () => {
  const lists = listOf([0.9, 0.8, 0.7, 0.1]);
  fadeFarNeighbours(lists, { none: 0.5, whole: 0.7 });
  expect([...lists.ids]).toEqual([1, 2, 3, 4, -1, -1]);
});

function fade(similarities: readonly number[]) {
  return fadeFarNeighbours(listOf(similarities), { none: 0.5, whole: 0.7 });
}

/** One row with room for six neighbours. */
function listOf(similarities: readonly number[]) {
  const lists = createNeighbours(1, 6);
  for (const [i, similarity] of similarities.entries()) offerNeighbour(lists, 0, i + 1, similarity);
  return lists;
}
