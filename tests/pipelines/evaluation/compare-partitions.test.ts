import { expect, test } from 'vitest';
import { comparePartitions } from '#pipelines/evaluation/compare-partitions.ts';

test('equal partitions score 1, whatever the clusters are called', () => {
  expect(comparePartitions(['a', 'a', 'b', 'b'], ['x', 'x', 'y', 'y'])).toMatchObject({
    ari: 1,
    nmi: 1,
    b3: 1,
    k: 2,
    coverage: 1,
  });
});

test('scores agree with hand-counted values', () => {
  // Pairs together: 2 of truth's 6 and found's 4; expected 6 * 4 / 15 = 1.6, so ARI = (2 - 1.6) / (5 - 1.6).
  const scores = comparePartitions(['a', 'a', 'a', 'b', 'b', 'b'], ['x', 'x', 'y', 'y', 'z', 'z']);

  expect(scores.ari).toBeCloseTo((2 - 1.2) / (4.5 - 1.2), 6);
  expect(scores.b3).toBeCloseTo((2 * (5 / 6) * (5 / 9)) / (5 / 6 + 5 / 9), 6);
});

test('unplaced posts are clusters of one', () => {
  expect(comparePartitions(['a', 'a', 'b', 'b'], ['x', 'x', null, null])).toMatchObject({ coverage: 0.5, k: 1 });
  expect(comparePartitions(['a', 'a'], [null, null]).ari).toBe(0);
});

test('with noise, precision counts placed posts and recall clustered ones', () => {
  expect(comparePartitions(['a', 'a', '__noise__', '__noise__'], ['x', 'x', null, null]).b3).toBe(1);
  expect(comparePartitions(['a', 'a', '__noise__'], ['x', 'x', 'x']).b3).toBeLessThan(1);
});

test('adjusted mutual information agrees with the published reference implementation', () => {
  // scikit-learn 1.2.1: adjusted_mutual_info_score([0,0,0,1,1,1], [0,0,1,1,2,2]) and normalized_mutual_info_score of the same.
  const scores = comparePartitions(['a', 'a', 'a', 'b', 'b', 'b'], ['x', 'x', 'y', 'y', 'z', 'z']);

  expect(scores.ami).toBeCloseTo(0.2987925, 6);
  expect(scores.nmi).toBeCloseTo(0.5158037, 6);
});

test('unplaced posts are held against the noise', () => {
  const scores = comparePartitions(['a', 'a', '__noise__', '__noise__'], ['x', null, null, 'x']);

  expect(scores).toMatchObject({ noisePrecision: 0.5, noiseRecall: 0.5, noiseF1: 0.5 });
});
