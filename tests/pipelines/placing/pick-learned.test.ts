import { expect, test } from 'vitest';
import { pickLearned } from '#pipelines/placing/pick-learned.ts';

function standing(sizes: readonly (readonly [cluster: number, size: number])[]) {
  const clusters = Int32Array.from(sizes.flatMap(([cluster, size]) => Array<number>(size).fill(cluster)));
  return { clusters, scores: Float32Array.from(clusters, (_, i) => ((i * 37) % 101) / 101) };
}

function countBy(clusters: Int32Array, picked: readonly number[]) {
  const counts = new Map<number, number>();
  for (const i of picked) counts.set(clusters[i] ?? 0, (counts.get(clusters[i] ?? 0) ?? 0) + 1);
  return counts;
}

test('takes all where there is room', () => {
  const all = standing([
    [1, 5],
    [-1, 4],
  ]);
  expect(pickLearned(all, 100)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(pickLearned(all, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('takes small clusters whole, the same share of large ones, and posts that belong nowhere as often as they come', () => {
  const all = standing([
    [1, 600],
    [2, 3],
    [-1, 900],
    [3, 297],
  ]);
  const picked = pickLearned(all, 200);
  const counts = countBy(all.clusters, picked);
  expect(counts.get(2)).toBe(3);
  expect(counts.get(-1)).toBe(100);
  expect((counts.get(1) ?? 0) / (counts.get(3) ?? 1)).toBeCloseTo(2, 0);
  expect(picked.length).toBeGreaterThan(195);
  expect(picked.length).toBeLessThanOrEqual(200);
  expect(pickLearned(all, 200)).toEqual(picked);
});

test('takes the best fitting of a cluster first, and others down to the least', () => {
  const all = standing([[1, 500]]);
  const picked = pickLearned(all, 20);
  const best = [...all.scores.keys()].sort((a, b) => (all.scores[b] ?? 0) - (all.scores[a] ?? 0));
  expect(picked).toContain(best[0]);
  expect(picked.filter((i) => best.indexOf(i) >= 250)).toHaveLength(10);
});

test('takes some of every cluster, however many there are', () => {
  const all = standing(Array.from({ length: 60 }, (_, i) => [i, 12] as const));
  expect([...countBy(all.clusters, pickLearned(all, 20)).values()]).toEqual(Array(60).fill(10));
});
