import { createGrowingInts } from '#pipelines/numerics/growing-ints.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { silentWordsOf, stemsOf, type TermWeights } from '#pipelines/vectors/weigh-terms.ts';

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
 * Draws posts that say nothing: each is a real post whose words of matter were replaced, one by one, by words from
 * anywhere in the community. How near they come to real posts is what likeness means when nobody meant anything by it.
 */
export function drawChancePosts(
  tokenised: TokenisedPosts,
  folded: FoldedPosts,
  weights: TermWeights,
  random: Random,
): DrawnPosts {
  const realCount = folded.distinct.length;
  const isUsed = (stem: number) => stem !== BREAK && weights.ofStem[stem]! > 0;
  const pool = placesOf(tokenised, folded, isUsed);
  const drawn = createGrowingInts(1 << 12);
  const drawnWords = createGrowingInts(1 << 12);
  const silent = createGrowingInts(1 << 12);
  const ends: number[] = [];
  const silentEnds: number[] = [];
  const languages = [...tokenised.languages];
  const { least, most, comparisons } = CHANCE_POSTS;
  const count = Math.min(most, Math.max(least, Math.floor(comparisons / realCount)));
  for (let i = 0; i < count; i += 1) {
    const model = folded.distinct[random.below(realCount)]!;
    for (const stem of stemsOf(tokenised, model)) {
      const place = isUsed(stem) ? pool[random.below(pool.length)]! : -1;
      if (place < 0 && stem !== BREAK) continue;
      drawn.push(place < 0 ? BREAK : tokenised.stems[place]!);
      drawnWords.push(place < 0 ? BREAK : tokenised.wordNumbers[place]!);
    }
    ends.push(tokenised.stems.length + drawn.count());
    for (const word of silentWordsOf(tokenised, model)) silent.push(word);
    silentEnds.push(tokenised.silent.length + silent.count());
    languages.push(tokenised.languages[model]!);
  }
  const postCount = tokenised.offsets.length - 1;
  return {
    tokenised: {
      ...tokenised,
      stems: concatenate(tokenised.stems, drawn.view()),
      wordNumbers: concatenate(tokenised.wordNumbers, drawnWords.view()),
      silent: concatenate(tokenised.silent, silent.view()),
      silentOffsets: concatenate(tokenised.silentOffsets, Int32Array.from(silentEnds)),
      languages,
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

/** Where in `stems` the distinct posts' used words stand. */
function placesOf(tokenised: TokenisedPosts, folded: FoldedPosts, isUsed: (stem: number) => boolean): Int32Array {
  const places = createGrowingInts(1 << 12);
  for (const post of folded.distinct) {
    for (let i = tokenised.offsets[post]!; i < tokenised.offsets[post + 1]!; i += 1)
      if (isUsed(tokenised.stems[i]!)) places.push(i);
  }
  return places.view();
}

function concatenate(left: Int32Array, right: Int32Array): Int32Array {
  const both = new Int32Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
