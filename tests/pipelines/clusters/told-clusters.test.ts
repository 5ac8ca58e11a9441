import { expect, test } from 'vitest';
import { measureFit } from '#pipelines/clusters/cluster-spherically.ts';
import { forceClusterCount } from '#pipelines/clusters/force-cluster-count.ts';
import { rowsAt } from '#tests/pipelines/kernels/code-rows.ts';

test('clusters fit by how like their rows are and by how many are nearest to their own', () => {
  const rows = rowsAt([0, 2, 4, 60, 62, 64]);

  expect(measureFit(rows, Int32Array.of(0, 0, 0, 1, 1, 1), 2)).toBeCloseTo(2, 2);
  expect(measureFit(rows, Int32Array.of(0, 0, 1, 1, 1, 1), 2)).toBeLessThan(1.9);
  expect(measureFit(rows, Int32Array.of(0, 1, 0, 1, 0, 1), 2)).toBeLessThan(1.6);
});

test('where groups are too few, the one falls apart whose parts lie farthest from one another', () => {
  const rows = rowsAt([0, 1, 2, 3, 4, 5, 6, 7, 80, 110]);
  const { labels } = forceClusterCount(rows, Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1), 3);

  expect([...labels.subarray(0, 8)]).toEqual(Array(8).fill(labels[0]));
  expect(labels[8]).not.toBe(labels[9]);
});

test('where all groups are single rows, rows of no group become clusters', () => {
  const { labels } = forceClusterCount(rowsAt([0, 10, 50, 90]), Int32Array.of(5, -1, -1, -1), 4);

  expect([...labels].sort()).toEqual([0, 1, 2, 3]);
});

test('rows that are all alike still make as many clusters as are told', () => {
  const { labels } = forceClusterCount(rowsAt(Array(16).fill(30)), new Int32Array(16), 4);

  expect([0, 1, 2, 3].map((cluster) => labels.filter((label) => label === cluster).length)).not.toContain(0);
});

test('of more rows than its means are learned from, every one goes to the nearer half', () => {
  const rows = rowsAt(Array.from({ length: 1200 }, (_, i) => (i % 3 === 0 ? 70 : 20) + (i % 7)));
  const { labels } = forceClusterCount(rows, new Int32Array(1200), 2);

  expect(new Set(labels.filter((_, i) => i % 3 === 0)).size).toBe(1);
  expect(new Set(labels.filter((_, i) => i % 3 !== 0)).size).toBe(1);
  expect(labels[0]).not.toBe(labels[1]);
});
