import { expect, test } from 'vitest';
import { orderByNearness } from '#pipelines/graph/order-by-nearness.ts';

test('rows near each other follow each other, and every row stands in the order once', () => {
  // Two groups, their rows one beside the other in turn; -1 where a row has no further neighbour.
  const ids = Int32Array.from([2, 4, 3, 5, 4, 0, 5, 1, 2, -1, 3, -1]);

  const order = orderByNearness({ k: 2, ids, similarities: new Float32Array(12) }, 6);

  expect([...order]).toEqual([0, 2, 4, 1, 3, 5]);
});
