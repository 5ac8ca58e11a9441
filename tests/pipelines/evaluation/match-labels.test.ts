import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchLabels } from '#pipelines/evaluation/match-labels.ts';

test('each label gets one cluster, and the best total wins over the best single match', () => {
  const truth = ['a', 'a', 'a', 'b', 'b', 'c'];
  const found = ['x', 'x', 'y', 'x', 'x', null];

  // a-y and b-x hold 1 + 2 posts; a-x alone would hold 2 and leave nothing for b.
  expect(matchLabels(truth, found)).toBe(3);
});

test('the match equals the best of all permutations', () => {
  const letters = fc.constantFrom('a', 'b', 'c', 'd');
  const post = fc.tuple(letters, fc.option(fc.constantFrom('w', 'x', 'y', 'z')));
  fc.assert(
    fc.property(fc.array(post, { minLength: 1, maxLength: 30 }), (posts) => {
      const truth = posts.map(([label]) => label);
      const found = posts.map(([, cluster]) => cluster);

      expect(matchLabels(truth, found)).toBe(bestOfAll(truth, found));
    }),
  );
});

function bestOfAll(truth: readonly string[], found: readonly (string | null)[]): number {
  const totals = permutations(['w', 'x', 'y', 'z']).map((order) => {
    const labelOf = new Map(order.map((cluster, i) => [cluster, 'abcd'[i]]));
    return truth.filter((label, i) => found[i] !== null && labelOf.get(found[i]!) === label).length;
  });
  return Math.max(...totals);
}

function permutations(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
