/** Where few posts are known, a kind needs this probability. */
const USUAL = 0.4;
/** With this many posts a community's own rates count as much as the usual threshold. */
const TRUSTED_COUNT = 100;
const LOWEST = 0.15;
const HIGHEST = 0.75;

/** How often a kind occurs in a community, and from which probability on a post is held to be of that kind. */
export type KindThreshold = { readonly rate: number; readonly threshold: number };

/**
 * The threshold that follows the community: with calibrated probabilities the expected F1 of the posts above it is
 * greatest (Lipton, Elkan and Naryanaswamy 2014). The rate is the mean probability.
 */
export function setThreshold(probabilities: Float64Array): KindThreshold {
  const sorted = probabilities.slice().sort();
  let total = 0;
  for (const probability of sorted) total += probability;
  let hits = 0;
  let best = 0;
  let cut = USUAL;
  for (let i = sorted.length - 1, taken = 1; i >= 0; i -= 1, taken += 1) {
    hits += sorted[i]!;
    const expected = (2 * hits) / (total + taken);
    if (expected <= best) continue;
    best = expected;
    cut = sorted[i]!;
  }
  const trust = sorted.length / (sorted.length + TRUSTED_COUNT);
  const threshold = trust * Math.min(HIGHEST, Math.max(LOWEST, cut)) + (1 - trust) * USUAL;
  return { rate: sorted.length === 0 ? 0 : total / sorted.length, threshold };
}
