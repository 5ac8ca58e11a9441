import {
  createArena,
  type LentRows,
  lendRows,
  type Matrix,
  matrixBytes,
  openMatrix,
} from '#pipelines/kernels/create-arena.ts';
import { hashText } from '#pipelines/numerics/hash.ts';
import { createRandom } from '#pipelines/numerics/random.ts';
import { countPosts } from '#pipelines/text/count-posts.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { PostNumbers, TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { normalise } from './hash-terms.ts';
import type { PostsToWrite } from './vectorise-posts.ts';
import { silentWordsOf } from './weigh-terms.ts';
import type { WordVectors } from './word-vectors.ts';

/** With fewer of its words known, a post's meaning would be that of its least telling words. */
const MIN_KNOWN_SHARE = 0.5;
/** A word without a vector that so many posts say, and such a share of them, is a name: a product, a protocol, a feature. */
const FEWEST_POSTS = 3;
const FEWEST_SHARE = 0.0001;
/** Posts are cut before this many words. */
const MOST_WORDS = 1024;

/** Meanings of the words of a community, and that of its posts in the mean. */
export type LearnedMeanings = {
  readonly language: string;
  /** The row of each word in `meanings`, or -1. */
  readonly placeOf: Int32Array;
  /** From this row on `meanings` are of names, which count as words without a meaning. */
  readonly namesFrom: number;
  readonly meanings: LentRows;
  readonly mean: Float64Array;
};

/** Writes what a post's words mean into `values`, scaled to length `scale`; `false`, and zeros, where that is unknown. */
export type EmbedWords = (posts: PostsToWrite, post: number, values: Float32Array, scale: number) => boolean;

/**
 * The semantic view: the sum of sqrt(tf) times the vector of each known word, function words too, less the mean of all
 * posts: what every post of a community says tells none of them apart. Posts in other languages or of unknown words
 * have no such view.
 *
 * @param learnFrom the posts of `tokenised` that the mean is learned from.
 */
export function learnMeanings(
  tokenised: TokenisedPosts,
  learnFrom: Int32Array,
  vectors: WordVectors,
  size: number,
): LearnedMeanings {
  const { width, language } = vectors;
  const { placeOf, known, named } = listWords(tokenised, vectors);
  const scratch = 4 * MOST_WORDS + 16 + matrixBytes(1, MOST_WORDS) + matrixBytes(1, width);
  const rowCount = known.length + named.length;
  const arena = createArena(matrixBytes(rowCount, width) + size * scratch);
  const matrix = arena.createMatrix(rowCount, width);
  for (const [place, row] of known.entries()) vectors.addTo(row, 1, matrix.values, place * matrix.width);
  drawNames(named, matrix, known.length);
  const meanings = lendRows(matrix, size, scratch);
  const namesFrom = known.length;
  const { add, sum } = createAdder({ language, placeOf, namesFrom, meanings }, 0);
  const mean = new Float64Array(width);
  let meanOf = 0;
  for (const post of learnFrom) {
    if (!add(tokenised, post)) continue;
    for (let d = 0; d < width; d += 1) mean[d]! += sum.values[d]!;
    meanOf += 1;
  }
  for (let d = 0; d < width; d += 1) mean[d]! /= Math.max(1, meanOf);
  return { language, placeOf, namesFrom, meanings, mean };
}

/** One at a time in each thread: all that it creates work in the same memory. */
export function createEmbedder(learned: LearnedMeanings, hand: number): EmbedWords {
  const { mean } = learned;
  const { add, sum } = createAdder(learned, hand);
  return ({ tokenised }, post, values, scale) => {
    const isKnown = add(tokenised, post);
    for (let d = 0; d < mean.length; d += 1) values[d] = isKnown ? sum.values[d]! - mean[d]! : 0;
    normalise(values, scale);
    return isKnown;
  };
}

function createAdder({ language, placeOf, namesFrom, meanings: lent }: Omit<LearnedMeanings, 'mean'>, hand: number) {
  const meanings = openMatrix(lent, hand);
  const { arena } = meanings;
  const sum = arena.createMatrix(1, meanings.width);
  const list = { rows: arena.createInts(MOST_WORDS), weights: arena.createMatrix(1, MOST_WORDS) };
  /** Where in the list a word stands in this post, by word: -1 elsewhere. */
  const listed = new Int32Array(meanings.rowCount).fill(-1);

  /** Unit length, before the mean is taken off. */
  function add(of: PostNumbers, post: number): boolean {
    let count = 0;
    let wordCount = 0;
    let knownCount = 0;
    const take = (place: number) => {
      if (listed[place]! < 0) {
        if (count === MOST_WORDS) return;
        listed[place] = count;
        list.rows.values[count] = place;
        list.weights.values[count] = 0;
        count += 1;
      }
      list.weights.values[listed[place]!]! += 1;
    };
    for (let i = of.offsets[post]!; i < of.offsets[post + 1]!; i += 1) {
      if (of.stems[i] === BREAK) continue;
      wordCount += 1;
      const place = placeOf[of.wordNumbers[i]!]!;
      if (place < 0) continue;
      if (place < namesFrom) knownCount += 1;
      take(place);
    }
    const isKnown = of.languages[post] === language && knownCount > 0 && knownCount >= wordCount * MIN_KNOWN_SHARE;
    if (isKnown) for (const word of silentWordsOf(of, post)) if (placeOf[word]! >= 0) take(placeOf[word]!);
    for (let i = 0; i < count; i += 1) {
      listed[list.rows.values[i]!] = -1;
      list.weights.values[i] = Math.sqrt(list.weights.values[i]!);
    }
    if (!isKnown) return false;
    sum.values.fill(0);
    arena.addRows(meanings, { ...list, count }, sum, 0);
    normalise(sum.values);
    return true;
  }
  return { add, sum };
}

type ListedWords = {
  /** For every word its place among the known and, behind them, the named ones, or -1. */
  readonly placeOf: Int32Array;
  /** The vectors' rows of the known words that occur. */
  readonly known: readonly number[];
  /** Words without a vector that enough posts say. */
  readonly named: readonly string[];
};

function listWords(tokenised: TokenisedPosts, { rowOf }: WordVectors): ListedWords {
  const { words, offsets, wordNumbers } = tokenised;
  const known: number[] = [];
  const placeOf = Int32Array.from(words, (word) => {
    const row = rowOf.get(word);
    if (row === undefined) return -1;
    known.push(row);
    return known.length - 1;
  });
  const named: string[] = [];
  const posts = Int32Array.from({ length: offsets.length - 1 }, (_, post) => post);
  const counts = countPosts({ offsets, stems: wordNumbers, vocabulary: words }, posts);
  const fewest = Math.max(FEWEST_POSTS, Math.ceil(posts.length * FEWEST_SHARE));
  for (const [word, count] of counts.entries()) {
    if (count < fewest || placeOf[word]! >= 0) continue;
    placeOf[word] = known.length + named.length;
    named.push(words[word]!);
  }
  return { placeOf, known, named };
}

/** Vectors of any direction, as long as those before them are in the mean: a name means nothing but itself. */
function drawNames(named: readonly string[], { values, width }: Matrix, knownCount: number): void {
  let total = 0;
  for (let place = 0; place < knownCount; place += 1)
    total += lengthOf(values.subarray(place * width, (place + 1) * width));
  const length = knownCount === 0 ? 0 : total / knownCount;
  for (const [i, word] of named.entries()) {
    const random = createRandom(hashText(word));
    const own = values.subarray((knownCount + i) * width, (knownCount + i + 1) * width);
    for (let d = 0; d < width; d += 1) own[d] = random.next() - 0.5;
    normalise(own, length);
  }
}

function lengthOf(row: Float32Array): number {
  let square = 0;
  for (let d = 0; d < row.length; d += 1) square += row[d]! * row[d]!;
  return Math.sqrt(square);
}
