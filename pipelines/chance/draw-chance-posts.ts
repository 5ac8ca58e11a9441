import { createGrowingInts } from '#pipelines/numerics/growing-ints.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { silentWordsOf, stemsOf, type TermWeights } from '#pipelines/vectors/weigh-terms.ts';

/** Enough to know mean and spread of their likeness to real posts at each length; more where comparing costs nothing. */
const CHANCE_POSTS = { least: 256, most: 1024, comparisons: 4_000_000 } as const;
/** Draws of a word before a post is left one word shorter: only where hardly any word is used twice. */
const MOST_DRAWS = 1000;

/**
 * Posts that say nothing: each is one of the numbered posts whose words of matter were replaced, one by one, by words
 * from anywhere in those posts. How near they come to real posts is what likeness means when nobody meant anything by it.
 */
export function drawChancePosts(
  tokenised: TokenisedPosts,
  posts: Int32Array,
  weights: TermWeights,
  random: Random,
): TokenisedPosts {
  const isUsed = (stem: number) => stem !== BREAK && weights.ofStem[stem]! > 0;
  const draw = createDraw(tokenised, posts, isUsed, random);
  const stems = createGrowingInts(1 << 12);
  const wordNumbers = createGrowingInts(1 << 12);
  const silent = createGrowingInts(1 << 12);
  const offsets = [0];
  const silentOffsets = [0];
  const languages: string[] = [];
  const { least, most, comparisons } = CHANCE_POSTS;
  const count = Math.min(most, Math.max(least, Math.floor(comparisons / posts.length)));
  for (let i = 0; i < count; i += 1) {
    const model = posts[random.below(posts.length)]!;
    for (const stem of stemsOf(tokenised, model)) {
      const place = isUsed(stem) ? draw() : -1;
      if (place < 0 && stem !== BREAK) continue;
      stems.push(place < 0 ? BREAK : tokenised.stems[place]!);
      wordNumbers.push(place < 0 ? BREAK : tokenised.wordNumbers[place]!);
    }
    offsets.push(stems.count());
    for (const word of silentWordsOf(tokenised, model)) silent.push(word);
    silentOffsets.push(silent.count());
    languages.push(tokenised.languages[model]!);
  }
  return {
    ...tokenised,
    ...{ stems: stems.view(), wordNumbers: wordNumbers.view(), offsets: Int32Array.from(offsets) },
    ...{ silent: silent.view(), silentOffsets: Int32Array.from(silentOffsets), languages },
  };
}

/** Draws a used word of the posts by its place in `stems`, each as likely as any other; -1 where there seems to be none. */
function createDraw(
  { offsets, stems }: TokenisedPosts,
  posts: Int32Array,
  isUsed: (stem: number) => boolean,
  random: Random,
): () => number {
  const ends = new Float64Array(posts.length);
  let total = 0;
  for (const [i, post] of posts.entries()) {
    total += offsets[post + 1]! - offsets[post]!;
    ends[i] = total;
  }
  return () => {
    for (let draws = 0; draws < MOST_DRAWS && total > 0; draws += 1) {
      const at = random.below(total);
      let low = 0;
      let high = posts.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ends[middle]! > at) high = middle;
        else low = middle + 1;
      }
      const post = posts[low]!;
      const place = offsets[post + 1]! - (ends[low]! - at);
      if (isUsed(stems[place]!)) return place;
    }
    return -1;
  };
}
