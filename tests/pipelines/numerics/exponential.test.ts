import { expect, test } from 'vitest';
import { exponential, logistic } from '#pipelines/numerics/exponential.ts';

test.each([-40, -3.2, -0.5, 0, 1e-9, 0.3, 1, 12.7, 80])('e to the power of %s is right to fourteen digits', (x) => {
  expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-13);
});

test('probabilities stay between 0 and 1 and are even around 0', () => {
  expect(logistic(0)).toBe(0.5);
  expect(logistic(1e9)).toBe(1);
  expect(logistic(-1e9)).toBeGreaterThanOrEqual(0);
  expect(logistic(2) + logistic(-2)).toBeCloseTo(1, 12);
});
