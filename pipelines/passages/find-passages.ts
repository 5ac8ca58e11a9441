import { roundTo } from '#pipelines/numerics/round.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { Tick } from '#pipelines/stage.ts';
import { countPosts } from '#pipelines/text/count-posts.ts';
import type { IsRepeatedLine } from '#pipelines/text/find-repeated-lines.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import { MAX_TOKENS, type TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf } from '#pipelines/vectors/weigh-terms.ts';
import { createNearness } from './measure-nearness.ts';
import { type ClusterProfile, profileClusters } from './profile-clusters.ts';
import { createStemReader } from './read-stems.ts';
import { LONG_POST_WORDS, splitPassages } from './split-passages.ts';

/** A passage of a post that is about another cluster's matter than the post's own. */
export type AlsoPassage = {
  readonly postNumber: number;
  /** Position in the clusters given. */
  readonly cluster: number;
  /** In UTF-16 code units: `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
  /** How like the nearest posts of the cluster it is, 0..1. */
  readonly score: number;
};

export type PassagesInput = {
  readonly posts: readonly EnginePost[];
  readonly tokenised: TokenisedPosts;
  readonly folded: FoldedPosts;
  readonly isRepeatedLine: IsRepeatedLine;
  readonly clusters: readonly { readonly rows: Int32Array; readonly postNumbers: readonly number[] }[];
};

/** Smaller clusters have no typical post. */
const FEWEST_ROWS = 5;
/** Over what is typical of the cluster's posts... */
const MIN_FIT = 1.2;
/** ...with the post's own cluster at most this far up, and every other one at most that far. */
const MAX_OWN = 0.5;
const MAX_OTHER = 0.8;
const MIN_NEARNESS = 1.05;
/** Stems of the cluster that it must say, and how many of its strongest. */
const MIN_STEMS = 4;
const MIN_STRONG = 3;
const STRONG = 8;

/**
 * Passages of long posts that clearly belong to another cluster than the post: they say more of what sets the cluster
 * apart than half of its own posts do, are as like its nearest posts as these are like each other, and say little of what
 * any other cluster is about. One passage for each post and cluster, the one that fits best; in the order of posts.
 */
export function findPassages(
  { posts, tokenised, folded, isRepeatedLine, clusters }: PassagesInput,
  tick: Tick,
): AlsoPassage[] {
  const everywhere = countPosts(tokenised, folded.distinct);
  const profiles = profileClusters(tokenised, folded, everywhere, clusters);
  const holders = listHolders(profiles, everywhere.length);
  const readStems = createStemReader(tokenised);
  const nearnessOf = createNearness(tokenised, folded, everywhere, clusters);
  const mainOf = new Int32Array(posts.length).fill(-1);
  for (const [cluster, { postNumbers }] of clusters.entries())
    for (const number of postNumbers) mainOf[number] = cluster;
  const tally = createTally(clusters.length);
  const lastPost = new Int32Array(everywhere.length).fill(-1);
  const found: AlsoPassage[] = [];
  for (const [postNumber, { text }] of posts.entries()) {
    tick(postNumber + 1);
    const count = countTokens(tokenised, postNumber);
    if (count <= LONG_POST_WORDS) continue;
    // A passage says no more than its post: most posts need not be read again.
    if (count < MAX_TOKENS && !mayFit(postNumber)) continue;
    const { passages, prose } = splitPassages(text, isRepeatedLine);
    if (passages.length < 2) continue;
    const best = new Map<number, AlsoPassage & { readonly fit: number }>();
    for (const { start, end } of passages) {
      const stems = readStems(prose.slice(start, end), tokenised.languages[postNumber] ?? '');
      const fitting = findFitting(stems, mainOf[postNumber] ?? -1);
      if (fitting === null || fitting.fit <= (best.get(fitting.cluster)?.fit ?? 0)) continue;
      const { likeness, typical } = nearnessOf(stems, fitting.cluster);
      if (likeness < MIN_NEARNESS * typical) continue;
      best.set(fitting.cluster, { postNumber, start, end, score: roundTo(Math.min(1, likeness), 4), ...fitting });
    }
    for (const { fit: _, ...passage } of [...best.values()].sort((a, b) => a.start - b.start)) found.push(passage);
  }
  return found;

  function addUp(stem: number): void {
    const { sums, hits, strong, touched } = tally;
    const end = holders.starts[stem + 1] ?? 0;
    for (let i = holders.starts[stem] ?? 0; i < end; i += 1) {
      const cluster = holders.clusters[i] ?? 0;
      if (hits[cluster] === 0) touched.push(cluster);
      sums[cluster] = (sums[cluster] ?? 0) + (holders.weights[i] ?? 0);
      hits[cluster] = (hits[cluster] ?? 0) + 1;
      strong[cluster] = (strong[cluster] ?? 0) + (holders.areStrong[i] ?? 0);
    }
  }

  function isEnough(cluster: number): boolean {
    return (
      (tally.sums[cluster] ?? 0) >= MIN_FIT * (profiles[cluster]?.typical || Number.POSITIVE_INFINITY) &&
      (tally.hits[cluster] ?? 0) >= MIN_STEMS &&
      (tally.strong[cluster] ?? 0) >= MIN_STRONG &&
      (clusters[cluster]?.rows.length ?? 0) >= FEWEST_ROWS
    );
  }

  /** Whether a passage could fit if it held all that the post says. */
  function mayFit(postNumber: number): boolean {
    for (const stem of stemsOf(tokenised, postNumber)) {
      if (stem === BREAK || lastPost[stem] === postNumber) continue;
      lastPost[stem] = postNumber;
      addUp(stem);
    }
    const may = tally.touched.some((cluster) => cluster !== mainOf[postNumber] && isEnough(cluster));
    clearTally(tally);
    return may;
  }

  /** The cluster that a passage fits better than all others, its post's own left out. */
  function findFitting(stems: ReadonlySet<number>, main: number): { cluster: number; fit: number } | null {
    const { sums, touched } = tally;
    for (const stem of stems) addUp(stem);
    let cluster = -1;
    let fit = 0;
    let second = 0;
    for (const candidate of touched) {
      if (candidate === main) continue;
      const own = (sums[candidate] ?? 0) / (profiles[candidate]?.typical || Number.POSITIVE_INFINITY);
      if (own > fit || (own === fit && candidate < cluster)) {
        second = fit;
        fit = own;
        cluster = candidate;
      } else if (own > second) second = own;
    }
    const ownFit = main < 0 ? 0 : (sums[main] ?? 0) / (profiles[main]?.typical || 1);
    const isClear = isEnough(cluster) && ownFit <= MAX_OWN * fit && second <= MAX_OTHER * fit;
    clearTally(tally);
    return isClear ? { cluster, fit } : null;
  }
}

/** For each stem the clusters whose profile holds it: `clusters[starts[stem] .. starts[stem + 1])` and what stands beside. */
type Holders = {
  readonly starts: Int32Array;
  readonly clusters: Int32Array;
  readonly weights: Float64Array;
  /** 1: one of the cluster's strongest. */
  readonly areStrong: Uint8Array;
};

function listHolders(profiles: readonly ClusterProfile[], stemCount: number): Holders {
  const starts = new Int32Array(stemCount + 1);
  for (const { weights } of profiles) for (const stem of weights.keys()) starts[stem + 1] = (starts[stem + 1] ?? 0) + 1;
  for (let stem = 0; stem < stemCount; stem += 1) starts[stem + 1] = (starts[stem + 1] ?? 0) + (starts[stem] ?? 0);
  const total = starts[stemCount] ?? 0;
  const next = starts.slice();
  const [clusters, weights, areStrong] = [new Int32Array(total), new Float64Array(total), new Uint8Array(total)];
  for (const [cluster, profile] of profiles.entries()) {
    for (const [rank, [stem, weight]] of [...profile.weights].entries()) {
      const at = next[stem] ?? 0;
      next[stem] = at + 1;
      clusters[at] = cluster;
      weights[at] = weight;
      areStrong[at] = rank < STRONG ? 1 : 0;
    }
  }
  return { starts, clusters, weights, areStrong };
}

function createTally(count: number) {
  return {
    sums: new Float64Array(count),
    hits: new Int32Array(count),
    strong: new Int32Array(count),
    touched: [] as number[],
  };
}

function clearTally({ sums, hits, strong, touched }: ReturnType<typeof createTally>): void {
  for (const used of touched) {
    sums[used] = 0;
    hits[used] = 0;
    strong[used] = 0;
  }
  touched.length = 0;
}

/** Words that were read of a post: a cheap way to leave out most of them. */
function countTokens({ offsets, silentOffsets }: TokenisedPosts, post: number): number {
  const of = (ends: Int32Array) => (ends[post + 1] ?? 0) - (ends[post] ?? 0);
  return of(offsets) + of(silentOffsets);
}
