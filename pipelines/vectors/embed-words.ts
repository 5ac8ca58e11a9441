import { createArena, type LentRows, lendRows, matrixBytes, openMatrix } from '#pipelines/kernels/create-arena.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { PostNumbers, TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { normalise } from './hash-terms.ts';
import type { PostsToWrite } from './vectorise-posts.ts';
import { silentWordsOf } from './weigh-terms.ts';
import type { WordVectors } from './word-vectors.ts';

/** With fewer of its words known, a post's meaning would be that of its least telling words. */
const MIN_KNOWN_SHARE = 0.5;
/** Posts are cut before this many words. */
const MOST_WORDS = 1024;

/** Meanings of the words of a community, and that of its posts in the mean. */
export type LearnedMeanings = {
  readonly language: string;
  /** The row of each word in `meanings`, or -1. */
  readonly placeOf: Int32Array;
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
  const { placeOf, known } = listKnownWords(tokenised.words, vectors);
  const scratch = 4 * MOST_WORDS + 16 + matrixBytes(1, MOST_WORDS) + matrixBytes(1, width);
  const arena = createArena(matrixBytes(known.length, width) + size * scratch);
  const matrix = arena.createMatrix(known.length, width);
  for (const [place, row] of known.entries()) vectors.addTo(row, 1, matrix.values, place * matrix.width);
  const meanings = lendRows(matrix, size, scratch);
  const { add, sum } = createAdder({ language, placeOf, meanings }, 0);
  const mean = new Float64Array(width);
  let meanOf = 0;
  for (const post of learnFrom) {
    if (!add(tokenised, post)) continue;
    for (let d = 0; d < width; d += 1) mean[d]! += sum.values[d]!;
    meanOf += 1;
  }
  for (let d = 0; d < width; d += 1) mean[d]! /= Math.max(1, meanOf);
  return { language, placeOf, meanings, mean };
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

function createAdder({ language, placeOf, meanings: lent }: Omit<LearnedMeanings, 'mean'>, hand: number) {
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
      knownCount += 1;
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

/** The vectors' rows of the words that occur, and for every word its place among them or -1. */
function listKnownWords(words: readonly string[], { rowOf }: WordVectors): { placeOf: Int32Array; known: number[] } {
  const known: number[] = [];
  const placeOf = Int32Array.from(words, (word) => {
    const row = rowOf.get(word);
    if (row === undefined) return -1;
    known.push(row);
    return known.length - 1;
  });
  return { placeOf, known };
}
