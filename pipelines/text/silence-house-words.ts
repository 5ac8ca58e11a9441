import type { EnginePost } from '#pipelines/post.ts';
import { learnProductNames } from '#pipelines/stories/learn-product-names.ts';
import { countOpeners, type Openers } from '#pipelines/threads/count-openers.ts';
import { countPosts } from './count-posts.ts';
import { stem } from './stem.ts';
import { BREAK } from './tokenise.ts';
import type { TokenisedPosts } from './tokenise-posts.ts';

/** What people say they use is the product where so many posts name it; otherwise it may be a matter. */
const NAMED_BY = 0.15;
/** Words of fewer posts are rare for other reasons. */
const FEWEST_POSTS = 25;
/** Beside as many openers of threads as chance would make of the posts that say it: with fewer a word is said in answers only. */
const ANSWERS_ONLY = 0.3;
/** So many openers with the word there should have been; fewer prove nothing. */
const FEWEST_EXPECTED = 6;
/** Talk about where a matter is handled, not about the matter; each word alone may be one. */
const TALK_PAIRS = 'pull request, feature request, merge request, bug report'
  .split(', ')
  .map((pair) => pair.split(' '));

/**
 * Posts without what a community learned to say besides: the product's own name, words that hardly any thread opens with
 * (names of those who answer, "sounds straightforward, bump"), and talk about trackers. They become stop words.
 * `tokenised` is used up: the result stands in the same memory.
 */
export function silenceHouseWords(posts: readonly EnginePost[], tokenised: TokenisedPosts): TokenisedPosts {
  const { vocabulary } = tokenised;
  const isHouse = new Uint8Array(vocabulary.length);
  const all = Int32Array.from(posts.keys());
  const postCounts = countPosts(tokenised, all);
  for (const name of learnProductNames(posts)) {
    const number = findStem(vocabulary, stem(name, 'en')) ?? findStem(vocabulary, name);
    if (number !== undefined && postCounts[number]! >= posts.length * NAMED_BY) isHouse[number] = 1;
  }
  const { openings, expected } = countOpenings(tokenised, countOpeners(posts));
  for (const [number, count] of postCounts.entries()) {
    if (count < FEWEST_POSTS || expected[number]! < FEWEST_EXPECTED) continue;
    if (openings[number]! < ANSWERS_ONLY * expected[number]!) isHouse[number] = 1;
  }
  return dropWords(tokenised, isHouse, listTalkPairs(vocabulary));
}

/** For each stem how many posts that say it open threads, and how many would by chance. */
function countOpenings({ offsets, stems, vocabulary }: TokenisedPosts, { isOpener, odds }: Openers) {
  const openings = new Float64Array(vocabulary.length);
  const expected = new Float64Array(vocabulary.length);
  const last = new Int32Array(vocabulary.length).fill(-1);
  for (let post = 0; post < odds.length; post += 1) {
    for (let i = offsets[post]!; i < offsets[post + 1]!; i += 1) {
      const stem = stems[i]!;
      if (stem === BREAK || last[stem] === post) continue;
      last[stem] = post;
      openings[stem]! += isOpener[post]!;
      expected[stem]! += odds[post]!;
    }
  }
  return { openings, expected };
}

function findStem(vocabulary: readonly string[], text: string): number | undefined {
  const number = vocabulary.indexOf(text);
  return number < 0 ? undefined : number;
}

/** For each stem the one that makes a pair with it when it follows; BREAK for most. */
function listTalkPairs(vocabulary: readonly string[]): Int32Array {
  const rightOf = new Int32Array(vocabulary.length).fill(BREAK);
  for (const pair of TALK_PAIRS) {
    const [left, right] = pair.map((word) => findStem(vocabulary, stem(word, 'en')));
    if (left !== undefined && right !== undefined) rightOf[left] = right;
  }
  return rightOf;
}

/** The same posts without house words and without both words of each pair. */
function dropWords(tokenised: TokenisedPosts, isHouse: Uint8Array, rightOf: Int32Array): TokenisedPosts {
  const { stems, wordNumbers } = tokenised;
  const offsets = new Int32Array(tokenised.offsets.length);
  let count = 0;
  for (let post = 0; post + 1 < offsets.length; post += 1) {
    const end = tokenised.offsets[post + 1]!;
    let left: number = BREAK;
    for (let i = tokenised.offsets[post]!; i < end; i += 1) {
      const number = stems[i]!;
      const right = i + 1 < end ? stems[i + 1]! : BREAK;
      const isDropped = number !== BREAK && (isHouse[number] === 1 || isPair(left, number) || isPair(number, right));
      left = number;
      if (isDropped) continue;
      stems[count] = number;
      wordNumbers[count] = wordNumbers[i]!;
      count += 1;
    }
    offsets[post + 1] = count;
  }
  return { ...tokenised, offsets, stems: stems.subarray(0, count), wordNumbers: wordNumbers.subarray(0, count) };

  function isPair(left: number, right: number): boolean {
    return left !== BREAK && right !== BREAK && rightOf[left] === right;
  }
}
