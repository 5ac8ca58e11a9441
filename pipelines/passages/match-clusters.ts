import type { ClusterProfile } from './profile-clusters.ts';

/** Asks of different stems which cluster's matter they are, but for one cluster (-1: none is left out). */
export type ClusterMatcher = {
  /** Whether a part of what is said may fit another cluster. */
  readonly mayFit: (stems: Int32Array, main: number) => boolean;
  /** The cluster that they fit better than all others, and how well: a multiple of what is typical of its posts. */
  readonly findFitting: (stems: Int32Array, main: number) => { cluster: number; fit: number } | null;
};

/** Smaller clusters have no typical post. */
const FEWEST_ROWS = 5;
/** Over what is typical of the cluster's posts... */
const MIN_FIT = 1;
/** ...with the post's own cluster at most this far up, and every other one at most that far. */
const MAX_OWN = 0.5;
const MAX_OTHER = 0.8;
/** Stems of the cluster that must be said, and how many of its strongest; all where it has fewer. */
const MIN_STEMS = 4;
const MIN_STRONG = 3;
/** A cluster of one word is said wherever the word is. */
const FEWEST_STEMS = 2;
const STRONG = 8;

/** @param clusters beside `profiles`. */
export function createClusterMatcher(
  profiles: readonly ClusterProfile[],
  clusters: readonly { readonly rows: Int32Array }[],
  stemCount: number,
): ClusterMatcher {
  const holders = listHolders(profiles, stemCount, Number.POSITIVE_INFINITY);
  const strongHolders = listHolders(profiles, stemCount, STRONG);
  const sums = new Float64Array(profiles.length);
  const strong = new Int32Array(profiles.length);
  const leastStrong = profiles.map(({ weights }) => Math.min(MIN_STRONG, Math.max(FEWEST_STEMS, weights.size)));
  // Clusters that have a sum, and their numbers.
  const isTouched = new Uint8Array(profiles.length);
  const touched = new Int32Array(profiles.length);
  let touchedCount = 0;

  return {
    mayFit: hasEnough,
    findFitting(stems, main) {
      if (!hasEnough(stems, main)) return null;
      addUp(stems);
      const best = pickBest(stems, main);
      clear();
      return best;
    },
  };

  /** Whether enough of another cluster is said: of its strongest stems first, which are soon counted and hardly ever are. */
  function hasEnough(stems: Int32Array, main: number): boolean {
    const { starts, clusters: holding } = strongHolders;
    strong.fill(0);
    const candidates: number[] = [];
    for (let s = 0; s < stems.length; s += 1) {
      const end = starts[(stems[s] ?? 0) + 1] ?? 0;
      for (let i = starts[stems[s] ?? 0] ?? 0; i < end; i += 1) {
        const cluster = holding[i] ?? 0;
        const count = (strong[cluster] ?? 0) + 1;
        strong[cluster] = count;
        if (count === leastStrong[cluster] && cluster !== main) candidates.push(cluster);
      }
    }
    return candidates.some((cluster) => saysEnough(stems, cluster));
  }

  function saysEnough(stems: Int32Array, cluster: number): boolean {
    const profile = profiles[cluster];
    if (profile === undefined || (clusters[cluster]?.rows.length ?? 0) < FEWEST_ROWS) return false;
    const { weights, typical } = profile;
    let [sum, count] = [0, 0];
    for (let s = 0; s < stems.length; s += 1) {
      const weight = weights.get(stems[s] ?? 0);
      if (weight === undefined) continue;
      sum += weight;
      count += 1;
    }
    return sum >= MIN_FIT * (typical || Number.POSITIVE_INFINITY) && count >= Math.min(MIN_STEMS, weights.size);
  }

  function addUp(stems: Int32Array): void {
    const { starts, clusters: holding, weights } = holders;
    for (let s = 0; s < stems.length; s += 1) {
      const end = starts[(stems[s] ?? 0) + 1] ?? 0;
      for (let i = starts[stems[s] ?? 0] ?? 0; i < end; i += 1) {
        const cluster = holding[i] ?? 0;
        if (isTouched[cluster] === 0) {
          isTouched[cluster] = 1;
          touched[touchedCount] = cluster;
          touchedCount += 1;
        }
        sums[cluster] = (sums[cluster] ?? 0) + (weights[i] ?? 0);
      }
    }
  }

  function clear(): void {
    for (let i = 0; i < touchedCount; i += 1) {
      sums[touched[i] ?? 0] = 0;
      isTouched[touched[i] ?? 0] = 0;
    }
    touchedCount = 0;
  }

  function pickBest(stems: Int32Array, main: number): { cluster: number; fit: number } | null {
    let [cluster, fit, second] = [-1, 0, 0];
    for (let i = 0; i < touchedCount; i += 1) {
      const candidate = touched[i] ?? -1;
      if (candidate === main) continue;
      const own = (sums[candidate] ?? 0) / (profiles[candidate]?.typical || Number.POSITIVE_INFINITY);
      if (own > fit || (own === fit && candidate < cluster)) {
        second = fit;
        fit = own;
        cluster = candidate;
      } else if (own > second) second = own;
    }
    const ownFit = main < 0 ? 0 : (sums[main] ?? 0) / (profiles[main]?.typical || 1);
    const isClear = ownFit <= MAX_OWN * fit && second <= MAX_OTHER * fit;
    return isClear && (strong[cluster] ?? 0) >= leastStrong[cluster]! && saysEnough(stems, cluster)
      ? { cluster, fit }
      : null;
  }
}

/** For each stem the clusters whose profile holds it: `clusters[starts[stem] .. starts[stem + 1])`, with its weights there. */
type Holders = { readonly starts: Int32Array; readonly clusters: Int32Array; readonly weights: Float64Array };

/** @param most stems of each profile, the strongest ones. */
function listHolders(profiles: readonly ClusterProfile[], stemCount: number, most: number): Holders {
  const held = profiles.map(({ weights }) => [...weights].slice(0, most));
  const starts = new Int32Array(stemCount + 1);
  for (const stems of held) for (const [stem] of stems) starts[stem + 1] = (starts[stem + 1] ?? 0) + 1;
  for (let stem = 0; stem < stemCount; stem += 1) starts[stem + 1] = (starts[stem + 1] ?? 0) + (starts[stem] ?? 0);
  const total = starts[stemCount] ?? 0;
  const next = starts.slice();
  const [clusters, weights] = [new Int32Array(total), new Float64Array(total)];
  for (const [cluster, stems] of held.entries()) {
    for (const [stem, weight] of stems) {
      const at = next[stem] ?? 0;
      next[stem] = at + 1;
      clusters[at] = cluster;
      weights[at] = weight;
    }
  }
  return { starts, clusters, weights };
}
