import { expect, test } from 'vitest';
import { measureFit } from '#pipelines/clusters/cluster-spherically.ts';
import { forceClusterCount } from '#pipelines/clusters/force-cluster-count.ts';
import type { Codes } from '#pipelines/kernels/create-arena.ts';
import { codeRows } from '#tests/pipelines/kernels/code-rows.ts';

/** Unit vectors at these angles, in degrees. */
function rowsAt(angles: readonly number[]): Codes {
  const radians = angles.map((angle) => (angle * Math.PI) / 180);
  return codeRows(radians.map((angle) => [Math.cos(angle), Math.sin(angle)]));
}

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
