import { createGrowingInts } from '#pipelines/numerics/growing-ints.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf, type TermWeights } from '#pipelines/vectors/weigh-terms.ts';

/** The community's distinct posts followed by posts made of its words by chance. */
export type DrawnPosts = {
  readonly tokenised: TokenisedPosts;
  readonly folded: FoldedPosts;
  /** Rows of real posts; later rows are chance posts. */
  readonly realCount: number;
};

/** Enough to know mean and spread of their likeness to real posts at each length; more where comparing costs nothing. */
const CHANCE_POSTS = { least: 256, most: 1024, comparisons: 4_000_000 } as const;

/**
 * Draws posts that say nothing: each has as many words as some real post, taken one by one from anywhere in the
 * community. How near they come to real posts is what likeness means when nobody meant anything by it.
 */
export function drawChancePosts(
  tokenised: TokenisedPosts,
  folded: FoldedPosts,
  weights: TermWeights,
  random: Random,
): DrawnPosts {
  const realCount = folded.distinct.length;
  const isUsed = (stem: number) => stem !== BREAK && weights.ofStem[stem]! > 0;
  const words = createGrowingInts(1 << 12);
  for (const post of folded.distinct) for (const stem of stemsOf(tokenised, post)) if (isUsed(stem)) words.push(stem);
  const pool = words.view();

  const drawn = createGrowingInts(1 << 12);
  const ends: number[] = [];
  const { least, most, comparisons } = CHANCE_POSTS;
  const count = Math.min(most, Math.max(least, Math.floor(comparisons / realCount)));
  for (let i = 0; i < count; i += 1) {
    for (const stem of stemsOf(tokenised, folded.distinct[random.below(realCount)]!)) {
      if (isUsed(stem)) drawn.push(pool[random.below(pool.length)]!);
      else if (stem === BREAK) drawn.push(BREAK);
    }
    ends.push(tokenised.stems.length + drawn.count());
  }
  const postCount = tokenised.offsets.length - 1;
  return {
    tokenised: {
      ...tokenised,
      stems: concatenate(tokenised.stems, drawn.view()),
      offsets: concatenate(tokenised.offsets, Int32Array.from(ends)),
    },
    folded: {
      ...folded,
      distinct: concatenate(
        folded.distinct,
        Int32Array.from(ends, (_, i) => postCount + i),
      ),
    },
    realCount,
  };
}

function concatenate(left: Int32Array, right: Int32Array): Int32Array {
  const both = new Int32Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
