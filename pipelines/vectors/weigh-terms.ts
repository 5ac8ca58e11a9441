import { hashText } from '#pipelines/numerics/hash.ts';
import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { shareInts } from '#pipelines/pool.ts';
import { countPosts } from '#pipelines/text/count-posts.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { bucketOfPair, createTermTable } from './count-terms.ts';

/** Sparse rows of TF-IDF weights over stems, each of unit length (or empty). */
export type TermRows = {
  readonly rowCount: number;
  readonly termCount: number;
  /** The column of each stem, or -1. */
  readonly columnOf: Int32Array;
  readonly offsets: Int32Array;
  readonly terms: Int32Array;
  readonly weights: Float32Array;
};

/** Weights of terms: stems by number, pairs of neighbouring stems by bucket. Zero: the term is not used. */
export type TermWeights = {
  readonly ofStem: Float32Array;
  readonly ofPair: Float32Array;
  /** A hash of each stem's letters: what is drawn for a stem does not depend on the posts that it stands among. */
  readonly hashOf: Int32Array;
};

const MAX_PAIR_BUCKETS = 1 << 22;
/** A term of one post joins nothing. */
const MIN_POSTS = 2;

/** Inverse document frequency of stems and stem pairs: ln((1 + N) / (1 + df)) + 1, over distinct posts. */
export function weighTerms(tokenised: TokenisedPosts, folded: FoldedPosts): TermWeights {
  const bucketCount = countBuckets(tokenised.stems.length);
  const hashOf = Int32Array.from(tokenised.vocabulary, hashText);
  const pairPosts = shareInts(bucketCount);
  const pairs = createTermTable(findLongest(tokenised));
  for (const post of folded.distinct) {
    const stems = stemsOf(tokenised, post);
    pairs.clear();
    for (let i = 1; i < stems.length; i += 1)
      if (stems[i - 1] !== BREAK && stems[i] !== BREAK)
        pairs.add(bucketOfPair({ hashOf }, bucketCount, stems[i - 1]!, stems[i]!));
    for (let i = 0; i < pairs.terms.length; i += 1) pairPosts[pairs.terms.ids[i]!]! += 1;
  }
  const total = folded.distinct.length;
  return {
    ofStem: toInverseFrequencies(countPosts(tokenised, folded.distinct), total),
    ofPair: toInverseFrequencies(pairPosts, total),
    hashOf,
  };
}

/** Columns of the topical view: the stems that most posts share. Rarer ones say nothing about other posts' topics. */
const MAX_COLUMNS = 30_000;

/**
 * TF-IDF rows over stems only, of the numbered posts: (1 + ln tf) * idf, normalised to unit length. Columns are the most
 * widespread stems.
 */
export function createTermRows(tokenised: TokenisedPosts, posts: Int32Array, weights: TermWeights): TermRows {
  const rowCount = posts.length;
  const { columnOf, termCount } = numberColumns(weights.ofStem);
  const offsets = new Int32Array(rowCount + 1);
  let most = 0;
  for (const post of posts) most += tokenised.offsets[post + 1]! - tokenised.offsets[post]!;
  const terms = shareInts(most);
  const values = new Float32Array(shareInts(most).buffer);
  const counts = new Int32Array(tokenised.vocabulary.length);
  let end = 0;
  for (let row = 0; row < rowCount; row += 1) {
    const start = end;
    for (const stem of stemsOf(tokenised, posts[row]!)) {
      if (stem === BREAK || columnOf[stem]! < 0) continue;
      if (counts[stem] === 0) {
        terms[end] = stem;
        end += 1;
      }
      counts[stem]! += 1;
    }
    let square = 0;
    for (let i = start; i < end; i += 1) {
      const stem = terms[i]!;
      const weight = dampen(counts[stem]!) * weights.ofStem[stem]!;
      values[i] = weight;
      square += weight * weight;
      counts[stem] = 0;
      terms[i] = columnOf[stem]!;
    }
    const norm = Math.sqrt(square);
    for (let i = start; i < end; i += 1) values[i]! /= norm;
    offsets[row + 1] = end;
  }
  return { rowCount, termCount, columnOf, offsets, terms, weights: values };
}

/** A column for each stem in use, the lowest weights (the most widespread stems) first; -1 for the others. */
function numberColumns(weightOfStem: Float32Array): { columnOf: Int32Array; termCount: number } {
  const used = Int32Array.from(weightOfStem.keys()).filter((stem) => weightOfStem[stem]! > 0);
  const kept =
    used.length <= MAX_COLUMNS
      ? used
      : used.sort((a, b) => weightOfStem[a]! - weightOfStem[b]! || a - b).subarray(0, MAX_COLUMNS);
  const columnOf = new Int32Array(weightOfStem.length).fill(-1);
  for (const [column, stem] of kept.entries()) columnOf[stem] = column;
  return { columnOf, termCount: kept.length };
}

/** 1 + ln tf: the tenth mention of a word says less than the second. */
export function dampen(count: number): number {
  return count === 1 ? 1 : 1 + naturalLog(count);
}

export function stemsOf(tokenised: Pick<TokenisedPosts, 'stems' | 'offsets'>, post: number): Int32Array {
  return tokenised.stems.subarray(tokenised.offsets[post]!, tokenised.offsets[post + 1]!);
}

export function silentWordsOf(tokenised: Pick<TokenisedPosts, 'silent' | 'silentOffsets'>, post: number): Int32Array {
  return tokenised.silent.subarray(tokenised.silentOffsets[post]!, tokenised.silentOffsets[post + 1]!);
}

/** Four buckets per pair that there can be, as a power of two: few pairs share one. */
function countBuckets(tokenCount: number): number {
  let count = 1024;
  while (count < tokenCount * 4 && count < MAX_PAIR_BUCKETS) count *= 2;
  return count;
}

function findLongest({ offsets }: TokenisedPosts): number {
  let longest = 0;
  for (let post = 0; post + 1 < offsets.length; post += 1)
    longest = Math.max(longest, offsets[post + 1]! - offsets[post]!);
  return longest;
}

/** In the memory of the counts, which are used up: those of pairs are large. */
function toInverseFrequencies(postCounts: Int32Array, total: number): Float32Array {
  const weights = new Float32Array(postCounts.buffer, postCounts.byteOffset, postCounts.length);
  const byCount = new Float64Array(total + 1);
  for (let count = MIN_POSTS; count <= total; count += 1) byCount[count] = naturalLog((1 + total) / (1 + count)) + 1;
  for (let i = 0; i < weights.length; i += 1) weights[i] = byCount[postCounts[i]!]!;
  return weights;
}
