import { hashPair } from '#pipelines/numerics/hash.ts';
import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';

/** Sparse rows of TF-IDF weights over stems, one per distinct post, each of unit length (or empty). */
export type TermRows = {
  readonly rowCount: number;
  readonly termCount: number;
  readonly offsets: Int32Array;
  readonly terms: Int32Array;
  readonly weights: Float32Array;
};

/** Weights of terms: stems by number, pairs of neighbouring stems by bucket. Zero: the term is not used. */
export type TermWeights = {
  readonly ofStem: Float32Array;
  readonly ofPair: Float32Array;
  readonly pairBucket: (left: number, right: number) => number;
};

const PAIR_BUCKETS = 1 << 22;
/** A term of one post joins nothing. */
const MIN_POSTS = 2;

/** Inverse document frequency of stems and stem pairs: ln((1 + N) / (1 + df)) + 1, over distinct posts. */
export function weighTerms(tokenised: TokenisedPosts, folded: FoldedPosts): TermWeights {
  const postCount = folded.distinct.length;
  const stemPosts = new Int32Array(tokenised.vocabulary.length);
  const pairPosts = new Int32Array(PAIR_BUCKETS);
  const lastStem = new Int32Array(tokenised.vocabulary.length).fill(-1);
  const lastPair = new Int32Array(PAIR_BUCKETS).fill(-1);
  for (let row = 0; row < postCount; row += 1) {
    let previous: number = BREAK;
    for (const stem of stemsOf(tokenised, folded.distinct[row]!)) {
      if (stem !== BREAK && lastStem[stem] !== row) {
        lastStem[stem] = row;
        stemPosts[stem]! += 1;
      }
      if (stem !== BREAK && previous !== BREAK) {
        const bucket = pairBucket(previous, stem);
        if (lastPair[bucket] !== row) {
          lastPair[bucket] = row;
          pairPosts[bucket]! += 1;
        }
      }
      previous = stem;
    }
  }
  return {
    ofStem: inverseFrequencies(stemPosts, postCount),
    ofPair: inverseFrequencies(pairPosts, postCount),
    pairBucket,
  };
}

/** TF-IDF rows over stems only: (1 + ln tf) * idf, normalised to unit length. */
export function createTermRows(tokenised: TokenisedPosts, folded: FoldedPosts, weights: TermWeights): TermRows {
  const rowCount = folded.distinct.length;
  const offsets = new Int32Array(rowCount + 1);
  const capacity = tokenised.stems.length;
  const terms = new Int32Array(capacity);
  const values = new Float32Array(capacity);
  const counts = new Int32Array(tokenised.vocabulary.length);
  let end = 0;
  for (let row = 0; row < rowCount; row += 1) {
    const start = end;
    for (const stem of stemsOf(tokenised, folded.distinct[row]!)) {
      if (stem === BREAK || weights.ofStem[stem] === 0) continue;
      if (counts[stem] === 0) {
        terms[end] = stem;
        end += 1;
      }
      counts[stem]! += 1;
    }
    let square = 0;
    for (let i = start; i < end; i += 1) {
      const weight = dampen(counts[terms[i]!]!) * weights.ofStem[terms[i]!]!;
      values[i] = weight;
      square += weight * weight;
      counts[terms[i]!] = 0;
    }
    const norm = Math.sqrt(square);
    for (let i = start; i < end; i += 1) values[i]! /= norm;
    offsets[row + 1] = end;
  }
  return {
    rowCount,
    termCount: tokenised.vocabulary.length,
    offsets,
    terms: terms.subarray(0, end),
    weights: values.subarray(0, end),
  };
}

/** 1 + ln tf: the tenth mention of a word says less than the second. */
export function dampen(count: number): number {
  return count === 1 ? 1 : 1 + naturalLog(count);
}

export function stemsOf(tokenised: TokenisedPosts, post: number): Int32Array {
  return tokenised.stems.subarray(tokenised.offsets[post]!, tokenised.offsets[post + 1]!);
}

function pairBucket(left: number, right: number): number {
  return hashPair(left, right) & (PAIR_BUCKETS - 1);
}

function inverseFrequencies(postCounts: Int32Array, postCount: number): Float32Array {
  const byCount = new Map<number, number>();
  return Float32Array.from(postCounts, (count) => {
    if (count < MIN_POSTS) return 0;
    const known = byCount.get(count);
    if (known !== undefined) return known;
    const weight = naturalLog((1 + postCount) / (1 + count)) + 1;
    byCount.set(count, weight);
    return weight;
  });
}
