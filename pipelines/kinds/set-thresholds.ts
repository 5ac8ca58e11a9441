import { exponential } from '#pipelines/numerics/exponential.ts';
import { naturalLog } from '#pipelines/numerics/natural-log.ts';

/** Where few posts are known, a kind needs this probability. */
const USUAL = 0.4;
/** With this many posts a community's own rates count as much as the usual threshold. */
const TRUSTED_COUNT = 100;
const LOWEST = 0.15;
const HIGHEST = 0.75;
/** With this many posts its rates also move the probabilities half the way: they say little of few posts. */
const MOVING_COUNT = 1000;
/** How often a kind occurs where nothing is known: what calibrated probabilities are held against. */
const USUAL_RATE = 0.2;
const MOST_SHIFTED = 0.98;

/** How often a kind occurs in a community, and from which probability on a post is held to be of that kind. */
export type KindThreshold = { readonly rate: number; readonly threshold: number };

/**
 * The threshold that follows the community. Its rate is first taken to be the mean probability. Where that is more than
 * usual, one step of EM (Saerens, Latinne and Decaestecker 2002) moves the probabilities there: full EM, and rates of what
 * is rare, drive themselves away. With these the expected F1 of the posts above it is greatest (Lipton, Elkan and
 * Naryanaswamy 2014).
 */
export function setThreshold(probabilities: Float64Array): KindThreshold {
  const count = probabilities.length;
  if (count === 0) return { rate: 0, threshold: USUAL };
  const sorted = probabilities.slice().sort();
  const mean = Math.min(MOST_SHIFTED, sum(sorted) / count);
  const more = (mean / (1 - mean)) * ((1 - USUAL_RATE) / USUAL_RATE);
  const odds = more <= 1 ? 1 : exponential((naturalLog(more) * count) / (count + MOVING_COUNT));
  const shifted = sorted.map((probability) => (probability * odds) / (probability * odds + 1 - probability));
  const total = sum(shifted);
  let hits = 0;
  let best = 0;
  let cut = USUAL;
  for (let i = count - 1, taken = 1; i >= 0; i -= 1, taken += 1) {
    hits += shifted[i]!;
    const expected = (2 * hits) / (total + taken);
    if (expected <= best) continue;
    best = expected;
    cut = shifted[i]!;
  }
  const trust = count / (count + TRUSTED_COUNT);
  const wanted = trust * Math.min(HIGHEST, Math.max(LOWEST, cut)) + (1 - trust) * USUAL;
  const own = wanted / (wanted + odds * (1 - wanted));
  return { rate: total / count, threshold: Math.min(HIGHEST, Math.max(LOWEST, own)) };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
