import { findNearestTo } from '#pipelines/graph/find-neighbours.ts';
import type { Neighbours } from '#pipelines/graph/top-neighbours.ts';
import type { Matrix } from '#pipelines/kernels/create-arena.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import { stemsOf, type TermWeights } from '#pipelines/vectors/weigh-terms.ts';
import type { DrawnPosts } from './draw-chance-posts.ts';

/** Likeness to this many nearest posts: one may be a coincidence, fifteen are more than a small matter has. */
const NEAREST = 5;
/** Share of the chance posts that a post is compared with: those nearest in length. */
const PEER_SHARE = 0.2;
/** A handful of copies must not speak for a whole cluster. */
const LIMITS = { least: -3, most: 6 } as const;
/** Spreads below this are rounding. */
const MIN_SPREAD = 0.005;

/**
 * How much nearer each real row is to its nearest rows than chance posts of its length are, in standard deviations.
 * Around 0 a post has no more in common with the community than words drawn from a hat. The measure follows the
 * community: what counts as near depends on the length of the post, the number of posts and the words they share.
 */
export function compareWithChance(
  matrix: Matrix,
  near: Neighbours,
  drawn: DrawnPosts,
  weights: TermWeights,
): Float64Array {
  const { realCount } = drawn;
  const count = Math.min(NEAREST, near.k);
  const chanceRows = Int32Array.from({ length: drawn.folded.distinct.length - realCount }, (_, i) => realCount + i);
  const nearest = findNearestTo(matrix, chanceRows, realCount, count);
  const chance = [...chanceRows].map((row) => ({
    length: countWords(drawn, weights, row),
    likeness: meanOf(nearest, row, count),
  }));
  chance.sort((a, b) => a.length - b.length || a.likeness - b.likeness);
  const byLength = new Map<number, { mean: number; spread: number }>();
  return Float64Array.from({ length: realCount }, (_, row) => {
    const length = countWords(drawn, weights, row);
    if (length === 0) return LIMITS.least;
    const expected = byLength.get(length) ?? summarise(chance, length);
    byLength.set(length, expected);
    const standing = (meanOf(near, row, count) - expected.mean) / expected.spread;
    return Math.min(LIMITS.most, Math.max(LIMITS.least, standing));
  });
}

/** Mean and spread of the likeness of the chance posts nearest in length; `chance` is ordered by length. */
function summarise(chance: readonly { length: number; likeness: number }[], length: number) {
  const peerCount = Math.ceil(chance.length * PEER_SHARE);
  let start = 0;
  // The window slides right while the post that enters is nearer in length than the one that leaves.
  while (
    start + peerCount < chance.length &&
    chance[start + peerCount]!.length - length < length - chance[start]!.length
  )
    start += 1;
  const peers = chance.slice(start, start + peerCount).map(({ likeness }) => likeness);
  const mean = peers.reduce((sum, value) => sum + value, 0) / peers.length;
  const variance = peers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / peers.length;
  return { mean, spread: Math.max(MIN_SPREAD, Math.sqrt(variance)) };
}

function countWords({ tokenised, folded }: DrawnPosts, weights: TermWeights, row: number): number {
  let count = 0;
  for (const stem of stemsOf(tokenised, folded.distinct[row]!))
    if (stem !== BREAK && weights.ofStem[stem]! > 0) count += 1;
  return count;
}

function meanOf({ k, ids, similarities }: Neighbours, row: number, count: number): number {
  let sum = 0;
  for (let i = row * k; i < row * k + count; i += 1) if (ids[i]! >= 0) sum += similarities[i]!;
  return sum / count;
}
