import { expect, test } from 'vitest';
import { fitLogistic } from '#pipelines/kinds/fit-logistic.ts';
import { mergeColumns } from '#pipelines/kinds/merge-columns.ts';

/** Columns 0 and 2 are the same, 1 and 3 are in the same rows with other values, 4 is nowhere. */
const ROWS = {
  offsets: Int32Array.of(0, 3, 5, 6, 8),
  columns: Int32Array.of(0, 2, 1, 3, 1, 3, 0, 2),
  values: Float64Array.of(1, 1, 2, 1, 2, 1, 1, 1),
  columnCount: 5,
};

test('columns that are the same become one', () => {
  const { partOf, sizes } = mergeColumns(ROWS);

  expect([...partOf]).toEqual([0, 1, 0, 2, 3]);
  expect([...sizes]).toEqual([2, 1, 1, 1]);
});

test('a fit of merged columns gives each of them the weight that it gets by itself', () => {
  const targets = Int8Array.of(1, 0, 0, 1);
  const importance = new Float64Array(4).fill(1);
  const { rows, partOf, sizes } = mergeColumns(ROWS);
  const whole = fitLogistic(ROWS, targets, importance, { penalty: 0.5 });
  const merged = fitLogistic(rows, targets, importance, { penalty: 0.5 });

  for (const [column, weight] of whole.weights.entries()) {
    const part = partOf[column]!;
    expect(merged.weights[part]! / Math.sqrt(sizes[part]!)).toBeCloseTo(weight, 9);
  }
  expect(merged.bias).toBeCloseTo(whole.bias, 9);
});
