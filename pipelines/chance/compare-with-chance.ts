import { findNearestTo } from '#pipelines/graph/find-neighbours.ts';
import type { Neighbours } from '#pipelines/graph/top-neighbours.ts';
import type { Matrix } from '#pipelines/kernels/create-arena.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf, type TermWeights } from '#pipelines/vectors/weigh-terms.ts';

/** Likeness to this many nearest posts: one may be a coincidence, fifteen are more than a small matter has. */
export const NEAREST = 5;
/** Share of the chance posts that a post is compared with: those nearest in length. */
const PEER_SHARE = 0.2;
/** Keeps the ratio calm where chance posts are hardly like anything: long posts, small communities. */
const FLOOR = 0.02;

/** Rows of real posts followed by rows of chance posts; 1 for each whose words' meanings are known. */
export type DrawnVectors = { readonly matrix: Matrix; readonly hasMeaning: Uint8Array };

/** Beside the real rows: likeness to the nearest rows as a mean cosine, and as a ratio to that of chance. */
export type ChanceStandings = { readonly likeness: Float64Array; readonly ratios: Float64Array };

/**
 * How like its nearest rows each real row is, also over how like theirs chance posts of its length are: a ratio of mean
 * cosines from 0 up. Around .8 a post has no more in common with the community than words drawn from a hat. What counts
 * as near follows the length of the post, the number of posts, the words they share and the views that vectors have.
 */
export function compareWithChance(
  vectors: DrawnVectors,
  near: Neighbours,
  real: { readonly tokenised: TokenisedPosts; readonly posts: Int32Array },
  chance: TokenisedPosts,
  weights: TermWeights,
): ChanceStandings {
  const expect = learnChance(vectors, near, real.posts.length, chance, weights);
  const count = Math.min(NEAREST, near.k);
  const likeness = Float64Array.from(real.posts, (_, row) => Math.max(0, meanOf(near, row, count)));
  const ratios = likeness.map((like, row) => {
    const length = countWords(real.tokenised, real.posts[row]!, weights);
    return like / expect(length, vectors.hasMeaning[row] === 1);
  });
  return { likeness, ratios };
}

/** What likeness to expect of chance at a length in used words: infinite for posts without any. */
type ExpectedLikeness = (length: number, hasMeaning: boolean) => number;

function learnChance(
  { matrix, hasMeaning }: DrawnVectors,
  near: Pick<Neighbours, 'k'>,
  realCount: number,
  drawn: TokenisedPosts,
  weights: TermWeights,
): ExpectedLikeness {
  const count = Math.min(NEAREST, near.k);
  const chanceRows = Int32Array.from({ length: drawn.languages.length }, (_, i) => realCount + i);
  const nearest = findNearestTo(matrix, chanceRows, realCount, count);
  const chance = [...chanceRows].map((row, i) => ({
    length: countWords(drawn, i, weights),
    likeness: meanOf(nearest, i, count),
    hasMeaning: hasMeaning[row]!,
  }));
  chance.sort((a, b) => a.length - b.length || a.likeness - b.likeness);
  const peers = [0, 1].map((has) => chance.filter((post) => post.hasMeaning === has));
  const byLength = [new Map<number, number>(), new Map<number, number>()];
  return (length, known) => {
    if (length === 0) return Number.POSITIVE_INFINITY;
    const has = known ? 1 : 0;
    const expected = byLength[has]!.get(length) ?? summarise(peers[has]!.length > 0 ? peers[has]! : chance, length);
    byLength[has]!.set(length, expected);
    return Math.max(0, expected) + FLOOR;
  };
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

/** Words of a post that have a weight. */
function countWords(tokenised: TokenisedPosts, post: number, weights: TermWeights): number {
  let count = 0;
  for (const stem of stemsOf(tokenised, post)) if (stem !== BREAK && weights.ofStem[stem]! > 0) count += 1;
  return count;
}

function meanOf({ k, ids, similarities }: Neighbours, row: number, count: number): number {
  let sum = 0;
  for (let i = row * k; i < row * k + count; i += 1) if (ids[i]! >= 0) sum += similarities[i]!;
  return sum / count;
}
