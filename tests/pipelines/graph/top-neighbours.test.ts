import { expect, test } from 'vitest';
import { createNeighbours, leastProduct, offerNeighbour } from '#pipelines/graph/top-neighbours.ts';
import { PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import { createRandom } from '#pipelines/numerics/random.ts';

test('a list keeps the same, whatever the order of offers: like products, and those that are one as 32-bit floats', () => {
  const random = createRandom(1);
  // Some sixty products within the steps of a few floats.
  const products = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 2 ** 27 : 2 ** 26) + random.below(60));
  const offerAll = (order: readonly number[]) => {
    const lists = createNeighbours(1, 15);
    for (const candidate of order) {
      // As those who compare many rows do.
      if (products[candidate]! >= leastProduct(lists, 0))
        offerNeighbour(lists, 0, candidate, products[candidate]! * PER_PRODUCT);
    }
    return lists;
  };
  const order = [...products.keys()];
  const ascending = offerAll(order);

  expect(offerAll([...order].reverse())).toEqual(ascending);
  for (let turn = 0; turn < 20; turn += 1) {
    expect(offerAll([...order].sort(() => random.next() - 0.5))).toEqual(ascending);
  }
});
