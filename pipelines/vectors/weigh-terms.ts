import { hashText } from '#pipelines/numerics/hash.ts';
import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { shareInts } from '#pipelines/pool.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { bucketOfPair, type CountedTerms, createTermTable } from './count-terms.ts';

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
/** Fewer posts of a language than this say little of how rare its words are. */
const FEW_POSTS = 100;
/** What every post says weighs 1: nobody's language takes more. */
const LEAST_WEIGHT = 1;
/** A term of one post joins nothing. */
const MIN_POSTS = 2;

/**
 * Inverse document frequency of stems and stem pairs, over distinct posts: ln(1 + N) - ln(1 + df) + 1, where ln(1 + N) is the mean over
 * the posts that say the term, N being how many posts there are in the language of each. What everybody says in a language that
 * few write is no rare term.
 */
export function weighTerms(tokenised: TokenisedPosts, folded: FoldedPosts): TermWeights {
  const bucketCount = countBuckets(tokenised.stems.length);
  const hashOf = Int32Array.from(tokenised.vocabulary, hashText);
  const stems = createTermTally(tokenised.vocabulary.length);
  const pairs = createTermTally(bucketCount);
  const longest = findLongest(tokenised);
  const [ownStems, ownPairs] = [createTermTable(longest), createTermTable(longest)];
  const rarity = measureLanguages(tokenised, folded);
  for (const post of folded.distinct) {
    const own = stemsOf(tokenised, post);
    ownStems.clear();
    ownPairs.clear();
    let previous: number = BREAK;
    for (const stem of own) {
      if (stem !== BREAK) ownStems.add(stem);
      if (stem !== BREAK && previous !== BREAK) ownPairs.add(bucketOfPair({ hashOf }, bucketCount, previous, stem));
      previous = stem;
    }
    const shortfall = rarity(post);
    stems.add(ownStems.terms, shortfall);
    pairs.add(ownPairs.terms, shortfall);
  }
  const total = folded.distinct.length;
  return { ofStem: stems.toWeights(total), ofPair: pairs.toWeights(total), hashOf };
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

/** For a post by how much ln(1 + N) of its language is below that of all posts; 0 for the language that most are in. */
function measureLanguages({ languages }: TokenisedPosts, { distinct }: FoldedPosts): (post: number) => number {
  const counts = new Map<string, number>();
  for (const post of distinct) counts.set(languages[post]!, (counts.get(languages[post]!) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const shortfalls = new Map(
    [...counts].map(([language, count]) => [
      language,
      count === most ? 0 : Math.max(0, naturalLog((1 + distinct.length) / (1 + count + FEW_POSTS))),
    ]),
  );
  return (post) => shortfalls.get(languages[post]!)!;
}

/** In how many posts each term is, and what these posts' languages take from its weight. */
function createTermTally(termCount: number) {
  const postCounts = shareInts(termCount);
  /** Hardly any term has one. */
  const shortfalls = new Map<number, number>();
  return {
    add({ ids, length }: CountedTerms, shortfall: number) {
      for (let i = 0; i < length; i += 1) {
        const id = ids[i]!;
        postCounts[id]! += 1;
        if (shortfall > 0) shortfalls.set(id, (shortfalls.get(id) ?? 0) + shortfall);
      }
    },
    /** In the memory of the counts, which are used up: those of pairs are large. */
    toWeights(total: number): Float32Array {
      const weights = new Float32Array(postCounts.buffer, postCounts.byteOffset, termCount);
      const byCount = new Float64Array(total + 1);
      for (let count = MIN_POSTS; count <= total; count += 1)
        byCount[count] = naturalLog((1 + total) / (1 + count)) + 1;
      const lowered = [...shortfalls].map(([id, sum]) => [id, postCounts[id]!, sum] as const);
      for (let i = 0; i < termCount; i += 1) weights[i] = byCount[postCounts[i]!]!;
      for (const [id, count, sum] of lowered)
        if (count >= MIN_POSTS) weights[id] = Math.max(LEAST_WEIGHT, byCount[count]! - sum / count);
      return weights;
    },
  };
}
