import type { EnginePost } from '#pipelines/post.ts';
import { learnProductNames } from '#pipelines/stories/learn-product-names.ts';
import { countPosts } from './count-posts.ts';
import { stem } from './stem.ts';
import { BREAK } from './tokenise.ts';
import type { TokenisedPosts } from './tokenise-posts.ts';

/** What people say they use is the product where so many posts name it; otherwise it may be a matter. */
const NAMED_BY = 0.15;
/** Words of fewer posts are rare for other reasons. */
const FEWEST_POSTS = 25;
/** Beside the share of threads' openers among all posts: below this a word is said in answers only. */
const ANSWERS_ONLY = 0.3;
/** Nothing is learned where nearly all posts open a thread, or hardly any. */
const OPENERS = { least: 0.05, most: 0.6 } as const;
/** So many openers with the word there should have been; fewer prove nothing. */
const FEWEST_EXPECTED = 6;
/** Talk about where a matter is handled, not about the matter; each word alone may be one. */
const TALK_PAIRS = 'pull request, feature request, merge request, bug report'
  .split(', ')
  .map((pair) => pair.split(' '));

/**
 * Posts without what a community learned to say besides: the product's own name, words that hardly any thread opens with
 * (names of those who answer, "sounds straightforward, bump"), and talk about trackers. They become stop words.
 */
export function silenceHouseWords(posts: readonly EnginePost[], tokenised: TokenisedPosts): TokenisedPosts {
  const isHouse = new Uint8Array(tokenised.vocabulary.length);
  const numberOf = new Map(tokenised.vocabulary.map((text, number) => [text, number]));
  const all = Int32Array.from(posts.keys());
  const postCounts = countPosts(tokenised, all);
  for (const name of learnProductNames(posts.map(({ title, text }) => `${title ?? ''}\n${text}`))) {
    const number = numberOf.get(stem(name, 'en')) ?? numberOf.get(name);
    if (number !== undefined && postCounts[number]! >= posts.length * NAMED_BY) isHouse[number] = 1;
  }
  const openerShare = posts.filter(({ title }) => title).length / Math.max(1, posts.length);
  if (openerShare >= OPENERS.least && openerShare <= OPENERS.most) {
    const openerCounts = countPosts(
      tokenised,
      all.filter((post) => Boolean(posts[post]!.title)),
    );
    for (const [number, count] of postCounts.entries()) {
      const expected = count * openerShare;
      if (count < FEWEST_POSTS || expected < FEWEST_EXPECTED) continue;
      if (openerCounts[number]! < ANSWERS_ONLY * expected) isHouse[number] = 1;
    }
  }
  const isTalk = createPairTest(numberOf);
  return keepStems(tokenised, (left, number, right) => {
    return isHouse[number] === 0 && !isTalk(left, number) && !isTalk(number, right);
  });
}

function createPairTest(numberOf: ReadonlyMap<string, number>): (left: number, right: number) => boolean {
  const rights = new Map<number, number>();
  for (const [left, right] of TALK_PAIRS) {
    const pair = [numberOf.get(stem(left!, 'en')), numberOf.get(stem(right!, 'en'))] as const;
    if (pair[0] !== undefined && pair[1] !== undefined) rights.set(pair[0], pair[1]);
  }
  return (left, right) => left !== BREAK && rights.get(left) === right;
}

/** The same posts with those words only that are kept, each judged between its neighbours. */
function keepStems(
  tokenised: TokenisedPosts,
  isKept: (left: number, number: number, right: number) => boolean,
): TokenisedPosts {
  const { stems, wordNumbers } = tokenised;
  const offsets = new Int32Array(tokenised.offsets.length);
  const kept = { stems: new Int32Array(stems.length), wordNumbers: new Int32Array(stems.length) };
  let count = 0;
  for (let post = 0; post + 1 < offsets.length; post += 1) {
    const [start, end] = [tokenised.offsets[post]!, tokenised.offsets[post + 1]!];
    for (let i = start; i < end; i += 1) {
      const number = stems[i]!;
      const left = i > start ? stems[i - 1]! : BREAK;
      const right = i + 1 < end ? stems[i + 1]! : BREAK;
      if (number !== BREAK && !isKept(left, number, right)) continue;
      kept.stems[count] = number;
      kept.wordNumbers[count] = wordNumbers[i]!;
      count += 1;
    }
    offsets[post + 1] = count;
  }
  return { ...tokenised, offsets, stems: kept.stems.slice(0, count), wordNumbers: kept.wordNumbers.slice(0, count) };
}
