import { roundTo } from '#pipelines/numerics/round.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { Tick } from '#pipelines/stage.ts';
import { countPosts } from '#pipelines/text/count-posts.ts';
import type { IsRepeatedLine } from '#pipelines/text/find-repeated-lines.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { createStemLister } from '#pipelines/text/list-stems.ts';
import { MAX_TOKENS, type TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { createClusterMatcher } from './match-clusters.ts';
import { createNearness } from './measure-nearness.ts';
import { profileClusters } from './profile-clusters.ts';
import { createStemReader } from './read-stems.ts';
import { LONG_POST_WORDS, maskText, splitPassages } from './split-passages.ts';

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

/** Over what is typical of the cluster's posts. */
const MIN_NEARNESS = 1.05;

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
  const matcher = createClusterMatcher(
    profileClusters(tokenised, folded, everywhere, clusters),
    clusters,
    everywhere.length,
  );
  const listStems = createStemLister(tokenised);
  const readStems = createStemReader(tokenised);
  const nearnessOf = createNearness(tokenised, folded, everywhere, clusters);
  const mainOf = new Int32Array(posts.length).fill(-1);
  for (const [cluster, { postNumbers }] of clusters.entries())
    for (const number of postNumbers) mainOf[number] = cluster;
  const found: AlsoPassage[] = [];
  for (const [postNumber, { text }] of posts.entries()) {
    tick(postNumber + 1);
    const count = countTokens(tokenised, postNumber);
    if (count <= LONG_POST_WORDS) continue;
    const main = mainOf[postNumber] ?? -1;
    const language = tokenised.languages[postNumber] ?? '';
    // A passage says no more than its post: most posts need not be read again, or not be cut.
    if (count < MAX_TOKENS && !matcher.mayFit(listStems(postNumber), main)) continue;
    const masked = maskText(text);
    const all = readStems.ofText(masked, language);
    if (all !== null && !matcher.mayFit(all, main)) continue;
    const { passages, prose } = splitPassages(masked, isRepeatedLine);
    if (passages.length < 2) continue;
    const best = new Map<number, AlsoPassage & { readonly fit: number }>();
    for (const passage of passages) {
      const stems = readStems.ofPassage(prose, passage, language);
      const fitting = matcher.findFitting(stems, main);
      if (fitting === null || fitting.fit <= (best.get(fitting.cluster)?.fit ?? 0)) continue;
      const { likeness, typical } = nearnessOf(stems, fitting.cluster);
      if (likeness < MIN_NEARNESS * typical) continue;
      best.set(fitting.cluster, { postNumber, ...passage, score: roundTo(Math.min(1, likeness), 4), ...fitting });
    }
    for (const { fit: _, ...passage } of [...best.values()].sort((a, b) => a.start - b.start)) found.push(passage);
  }
  return found;
}

/** Words that were read of a post: a cheap way to leave out most of them. */
function countTokens({ offsets, silentOffsets }: TokenisedPosts, post: number): number {
  const of = (ends: Int32Array) => (ends[post + 1] ?? 0) - (ends[post] ?? 0);
  return of(offsets) + of(silentOffsets);
}
