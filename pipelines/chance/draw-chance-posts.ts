import { createGrowingInts } from '#pipelines/numerics/growing-ints.ts';
import { hashPair } from '#pipelines/numerics/hash.ts';
import { orderByLot, pickByLot } from '#pipelines/numerics/lots.ts';
import { createRandom, type Random } from '#pipelines/numerics/random.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { silentWordsOf, stemsOf, type TermWeights } from '#pipelines/vectors/weigh-terms.ts';

/** Enough to know mean and spread of their likeness to real posts at each length; more where comparing costs nothing. */
const CHANCE_POSTS = { least: 256, most: 1024, comparisons: 4_000_000 } as const;
/** Words are drawn from so many of the posts. */
const MOST_DONORS = 4096;
/** Few words stand on the ring more than once each, so that one is about as likely as another. */
const FEWEST_POINTS = 1 << 14;

/**
 * Posts that say nothing: each is one of the numbered posts whose words of matter were replaced, one by one, by words
 * from anywhere in those posts. How near they come to real posts is what likeness means when nobody meant anything by it.
 *
 * @param lots of the posts. A post more or less changes one of the chance posts, and here and there a word of the others.
 */
export function drawChancePosts(
  tokenised: TokenisedPosts,
  posts: Int32Array,
  weights: TermWeights,
  lots: Uint32Array,
): TokenisedPosts {
  const isUsed = (stem: number) => stem !== BREAK && weights.ofStem[stem]! > 0;
  const draw = createDraw(tokenised, posts, isUsed, lots);
  const stems = createGrowingInts(1 << 12);
  const wordNumbers = createGrowingInts(1 << 12);
  const silent = createGrowingInts(1 << 12);
  const offsets = [0];
  const silentOffsets = [0];
  const languages: string[] = [];
  const { least, most, comparisons } = CHANCE_POSTS;
  const count = Math.min(most, Math.max(least, Math.floor(comparisons / posts.length)));
  for (const { at, random } of drawModels(lots, count)) {
    const model = posts[at]!;
    for (const stem of stemsOf(tokenised, model)) {
      const place = isUsed(stem) ? draw(random) : -1;
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

/** Positions of the posts that are models, those of the lowest lots first and again where there are too few, each with its own source of numbers. */
function drawModels(lots: Uint32Array, count: number): { at: number; random: Random }[] {
  const order = orderByLot(lots);
  return Array.from({ length: count }, (_, i) => {
    const at = order[i % order.length]!;
    return { at, random: createRandom(hashPair(lots[at]!, Math.floor(i / order.length))) };
  });
}

/**
 * Draws a used word of the donors by its place in `stems`, each as likely as any other; -1 where there is none. Words stand
 * on a ring where their hash puts them (consistent hashing, Karger et al. 1997), and a number draws the next one.
 */
function createDraw(
  { offsets, stems }: TokenisedPosts,
  posts: Int32Array,
  isUsed: (stem: number) => boolean,
  lots: Uint32Array,
): (random: Random) => number {
  const words: { place: number; hash: number }[] = [];
  for (const donor of pickByLot(lots, MOST_DONORS)) {
    const start = offsets[posts[donor]!]!;
    for (let place = start; place < offsets[posts[donor]! + 1]!; place += 1) {
      if (isUsed(stems[place]!)) words.push({ place, hash: hashPair(lots[donor]!, 1 + place - start) });
    }
  }
  const copies = Math.ceil(FEWEST_POINTS / Math.max(1, words.length));
  const ring = Uint32Array.from({ length: copies * words.length }, (_, i) =>
    hashPair(words[i % words.length]!.hash, Math.floor(i / words.length)),
  );
  const order = orderByLot(ring);
  const points = order.map((i) => words[i % words.length]!.place);
  const hashAt = ring.sort();
  return (random) => {
    if (points.length === 0) return -1;
    const next = findFirst(hashAt, random.below(2 ** 32));
    return points[next === points.length ? 0 : next]!;
  };
}

/** The first of the ascending numbers that is at least `wanted`; how many there are where none is. */
function findFirst(ascending: Uint32Array, wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
