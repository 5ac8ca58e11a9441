/** `steady` also where the difference may well be chance. */
export const TRENDS = ['growing', 'fading', 'steady'] as const;
export type Trend = (typeof TRENDS)[number];

/** Chance of calling a trend where there is none, both directions together. */
const SIGNIFICANCE = 0.05;

/**
 * Tells whether counts of two windows of equal length differ by more than chance: exact conditional test of two Poisson
 * rates (Przyborowski and Wilenski 1940). If both rates are the same, `recent` is binomial over `recent + before` with
 * one half.
 */
export function compareWindows(recent: number, before: number): Trend {
  if (recent === before) return 'steady';
  const tail = upperTail(Math.max(recent, before), recent + before);
  if (2 * tail >= SIGNIFICANCE) return 'steady';
  return recent > before ? 'growing' : 'fading';
}

/** P(X >= least) for X ~ Bin(total, 1/2). */
function upperTail(least: number, total: number): number {
  let logWays = 0;
  for (let k = 0; k < total - least; k += 1) logWays += Math.log((total - k) / (k + 1));
  // By symmetry the tail is that of the fewest: from `total - least` down each term shrinks, so they may be summed plainly.
  let term = Math.exp(logWays - total * Math.LN2);
  let sum = 0;
  for (let k = total - least; k >= 0; k -= 1) {
    sum += term;
    term *= k / (total - k + 1);
  }
  return Math.min(1, sum);
}
