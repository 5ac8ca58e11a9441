import { findNearestTo } from '#pipelines/graph/find-neighbours.ts';
import type { Neighbours } from '#pipelines/graph/top-neighbours.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { PostVectors } from '#pipelines/vectors/vectorise-posts.ts';
import { stemsOf, type TermWeights } from '#pipelines/vectors/weigh-terms.ts';
import type { DrawnPosts } from './draw-chance-posts.ts';

/** Likeness to this many nearest posts: one may be a coincidence, fifteen are more than a small matter has. */
export const NEAREST = 5;
/** Share of the chance posts that a post is compared with: those nearest in length. */
const PEER_SHARE = 0.2;
/** Keeps the ratio calm where chance posts are hardly like anything: long posts, small communities. */
const FLOOR = 0.02;

/** Beside the real rows: likeness to the nearest rows as a mean cosine, and as a ratio to that of chance. */
export type ChanceStandings = { readonly likeness: Float64Array; readonly ratios: Float64Array };

/**
 * How like its nearest rows each real row is, also over how like theirs chance posts of its length are: a ratio of mean
 * cosines from 0 up. Around .8 a post has no more in common with the community than words drawn from a hat. What counts
 * as near follows the length of the post, the number of posts, the words they share and the views that vectors have.
 */
export function compareWithChance(
  { drawn: matrix, hasMeaning }: PostVectors,
  near: Neighbours,
  drawn: DrawnPosts,
  weights: TermWeights,
): ChanceStandings {
  const { realCount } = drawn;
  const count = Math.min(NEAREST, near.k);
  const chanceRows = Int32Array.from({ length: drawn.folded.distinct.length - realCount }, (_, i) => realCount + i);
  const nearest = findNearestTo(matrix, chanceRows, realCount, count);
  const chance = [...chanceRows].map((row) => ({
    length: countWords(drawn, weights, row),
    likeness: meanOf(nearest, row, count),
    hasMeaning: hasMeaning[row]!,
  }));
  chance.sort((a, b) => a.length - b.length || a.likeness - b.likeness);
  const peers = [0, 1].map((has) => chance.filter((post) => post.hasMeaning === has));
  const byLength = [new Map<number, number>(), new Map<number, number>()];
  const likeness = Float64Array.from({ length: realCount }, (_, row) => Math.max(0, meanOf(near, row, count)));
  const ratios = likeness.map((like, row) => {
    const length = countWords(drawn, weights, row);
    if (length === 0) return 0;
    const has = hasMeaning[row]!;
    const expected = byLength[has]!.get(length) ?? summarise(peers[has]!.length > 0 ? peers[has]! : chance, length);
    byLength[has]!.set(length, expected);
    return like / (Math.max(0, expected) + FLOOR);
  });
  return { likeness, ratios };
}

/** Mean likeness of the chance posts nearest in length; `chance` is ordered by length. */
function summarise(chance: readonly { length: number; likeness: number }[], length: number): number {
  const peerCount = Math.ceil(chance.length * PEER_SHARE);
  let start = 0;
  // The window slides right while the post that enters is nearer in length than the one that leaves.
  while (
    start + peerCount < chance.length &&
    chance[start + peerCount]!.length - length < length - chance[start]!.length
  )
    start += 1;
  const peers = chance.slice(start, start + peerCount).map(({ likeness }) => likeness);
  return peers.reduce((sum, value) => sum + value, 0) / peers.length;
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
