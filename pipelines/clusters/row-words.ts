import { shareInts } from '#pipelines/pool.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf, type TermWeights } from '#pipelines/vectors/weigh-terms.ts';

export type WordsOfPosts = {
  readonly tokenised: TokenisedPosts;
  readonly folded: FoldedPosts;
  readonly weights: TermWeights;
};

/** The different words of each distinct post, numbered from 0, and each word's share of all of them. */
export type RowWords = {
  readonly offsets: Int32Array;
  readonly numbers: Int32Array;
  readonly shares: Float64Array;
};

/** Counts by word and cluster are held in one table; beyond this the rarest words are left out. */
const MAX_CELLS = 1 << 24;

/** The words of every row, as many of the most widespread ones as a table with `clusterCount` columns has room for. */
export function listRowWords({ tokenised, folded, weights }: WordsOfPosts, clusterCount: number): RowWords {
  const rowCount = folded.distinct.length;
  const most = Math.max(1, Math.floor(MAX_CELLS / clusterCount));
  const used = Int32Array.from(weights.ofStem.keys()).filter((stem) => weights.ofStem[stem]! > 0);
  // The lower its weight, the more posts say a stem.
  const kept =
    used.length <= most
      ? used
      : used.sort((a, b) => weights.ofStem[a]! - weights.ofStem[b]! || a - b).subarray(0, most);
  const numberOf = new Int32Array(weights.ofStem.length).fill(-1);
  for (const [number, stem] of kept.entries()) numberOf[stem] = number;
  const last = new Int32Array(kept.length).fill(-1);
  const offsets = new Int32Array(rowCount + 1);
  const numbers = shareInts(tokenised.stems.length);
  const shares = new Float64Array(kept.length);
  let end = 0;
  for (let row = 0; row < rowCount; row += 1) {
    for (const stem of stemsOf(tokenised, folded.distinct[row]!)) {
      const number = stem === BREAK ? -1 : numberOf[stem]!;
      if (number < 0 || last[number] === row) continue;
      last[number] = row;
      numbers[end] = number;
      shares[number]! += 1;
      end += 1;
    }
    offsets[row + 1] = end;
  }
  for (let number = 0; number < shares.length; number += 1) shares[number]! /= Math.max(1, end);
  return { offsets, numbers: numbers.subarray(0, end), shares };
}
