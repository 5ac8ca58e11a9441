import { findNearestTo } from '#pipelines/graph/find-neighbours.ts';
import type { Neighbours } from '#pipelines/graph/top-neighbours.ts';
import type { Codes } from '#pipelines/kernels/create-arena.ts';
import type { Pool } from '#pipelines/pool.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf, type TermWeights } from '#pipelines/vectors/weigh-terms.ts';

/** Likeness to this many nearest posts, or to as many as a matter has: one may be a coincidence. */
export const NEAREST = 5;
/** Share of the chance posts that a post is compared with: those nearest in length. */
const PEER_SHARE = 0.2;
/** Keeps the ratio calm where chance posts are hardly like anything: long posts, small communities. */
const FLOOR = 0.02;

/** How many of its nearest posts a post's own ratio to chance counts for. */
const OWN_COUNT = 2;

/** How like its nearest rows each row is: to the one, to the two, ... to the `NEAREST` that are nearest. */
export type ChanceStandings = readonly NearestStandings[];

/** Likeness to so many nearest rows, as a mean cosine, and as a ratio to that of chance. */
export type NearestStandings = {
  readonly likeness: Float64Array;
  readonly ratios: Float64Array;
  /** The ratio of each row together with those of its nearest: a post among strays is more often one itself. */
  readonly sharedRatios: Float64Array;
};

export type ComparedPosts = {
  readonly tokenised: TokenisedPosts;
  /** The number of the post of each row. */
  readonly posts: Int32Array;
  /** 1 for each whose words' meanings are known. */
  readonly hasMeaning: Uint8Array;
};

/** What likeness to the one, the two, ... nearest to expect of chance at a length in used words: infinite for posts without any. */
export type ExpectedLikeness = (length: number, hasMeaning: boolean) => Float64Array;

/**
 * How like its nearest rows each row is, also over how like theirs chance posts of its length are: a ratio of mean
 * cosines from 0 up. Around .8 a post has no more in common with the community than words drawn from a hat. What counts
 * as near follows the length of the post, the number of posts, the words they share and the views that vectors have.
 */
export function compareWithChance(
  expect: ExpectedLikeness,
  near: Neighbours,
  { tokenised, posts, hasMeaning }: ComparedPosts,
  weights: TermWeights,
): ChanceStandings {
  const expected = Array.from(posts, (post, row) =>
    expect(countWords(tokenised, post, weights), hasMeaning[row] === 1),
  );
  return Array.from({ length: Math.min(NEAREST, near.k) }, (_, i) => {
    const nearest = i + 1;
    const likeness = Float64Array.from(posts, (_, row) => Math.max(0, meanOf(near, row, nearest)));
    const ratios = likeness.map((like, row) => like / expected[row]![i]!);
    const sharedRatios = ratios.map((ratio, row) => shareRatio(ratio, ratios, near, row, nearest));
    return { likeness, ratios, sharedRatios };
  });
}

/** A ratio together with those of so many nearest rows in a list; 0 stays 0. */
export function shareRatio(
  own: number,
  ratios: Float64Array,
  { k, ids }: Neighbours,
  list: number,
  nearest: number,
): number {
  if (own === 0) return 0;
  let sum = OWN_COUNT * own;
  let count = OWN_COUNT;
  for (let i = list * k; i < list * k + nearest && ids[i]! >= 0; i += 1) {
    sum += ratios[ids[i]!]!;
    count += 1;
  }
  return sum / count;
}

/** @param rows those of real posts, `near` beside them, followed by those of the chance posts. */
export function learnChance(
  rows: Codes,
  near: Neighbours,
  drawn: { readonly posts: TokenisedPosts; readonly hasMeaning: Uint8Array },
  weights: TermWeights,
  pool: Pool,
): ExpectedLikeness {
  const count = Math.min(NEAREST, near.k);
  const drawnCount = drawn.posts.languages.length;
  const realCount = rows.rowCount - drawnCount;
  const nearest = findNearestTo(rows, { start: realCount, end: rows.rowCount }, realCount, count, pool);
  const chance = drawn.posts.languages.map((_, i) => ({
    length: countWords(drawn.posts, i, weights),
    likeness: Float64Array.from({ length: count }, (_, few) => meanOf(nearest, i, few + 1)),
    hasMeaning: drawn.hasMeaning[i]!,
  }));
  chance.sort((a, b) => a.length - b.length);
  const peers = [0, 1].map((has) => chance.filter((post) => post.hasMeaning === has));
  const byLength = [new Map<number, Float64Array>(), new Map<number, Float64Array>()];
  const never = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  return (length, known) => {
    if (length === 0) return never;
    const has = known ? 1 : 0;
    const expected = byLength[has]!.get(length) ?? summarise(peers[has]!.length > 0 ? peers[has]! : chance, length);
    byLength[has]!.set(length, expected);
    return expected;
  };
}

/** What to expect after the chance posts nearest in length; `chance` is ordered by length. */
function summarise(chance: readonly { length: number; likeness: Float64Array }[], length: number): Float64Array {
  const peerCount = Math.ceil(chance.length * PEER_SHARE);
  let start = 0;
  // The window slides right while the post that enters is nearer in length than the one that leaves.
  while (
    start + peerCount < chance.length &&
    chance[start + peerCount]!.length - length < length - chance[start]!.length
  )
    start += 1;
  const peers = chance.slice(start, start + peerCount);
  return peers[0]!.likeness.map((_, i) => {
    const sum = peers.reduce((all, { likeness }) => all + likeness[i]!, 0);
    return Math.max(0, sum / peers.length) + FLOOR;
  });
}

/** Words of a post that have a weight. */
export function countWords(tokenised: TokenisedPosts, post: number, weights: TermWeights): number {
  let count = 0;
  for (const stem of stemsOf(tokenised, post)) if (stem !== BREAK && weights.ofStem[stem]! > 0) count += 1;
  return count;
}

function meanOf({ k, ids, similarities }: Neighbours, row: number, count: number): number {
  let sum = 0;
  for (let i = row * k; i < row * k + count; i += 1) if (ids[i]! >= 0) sum += similarities[i]!;
  return sum / count;
}
