import { createArena, type Matrix, matrixBytes, padRows } from '#pipelines/kernels/create-arena.ts';
import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf, type TermWeights } from '#pipelines/vectors/weigh-terms.ts';
import type { SphericalClusters } from './cluster-spherically.ts';

export type WordsOfRows = {
  readonly tokenised: TokenisedPosts;
  readonly folded: FoldedPosts;
  readonly weights: TermWeights;
};

const ROUNDS = 3;
/** Clusters that a row may go to: those whose centroids it is nearest to. */
const CANDIDATES = 16;
/** Words drawn from the whole community that each cluster is thought to have said beside its own. */
const COMMON_WORDS = 300;
/** What a similarity of 1 weighs against the likelihood of one word. */
const SIMILARITY_PER_WORD = 2;
/** Counts by word and cluster are held in one table; beyond this the rarest words are left out. */
const MAX_CELLS = 1 << 24;
const BLOCK = 256;

/**
 * Moves rows between clusters by what they say: the likelihood of a row's words in each of the clusters near it (naive
 * Bayes, the row itself left out) together with its similarity to their centroids. Neighbours blur a post into its
 * surroundings; one telling word may still give it away. No cluster runs empty.
 */
export function settleByWords(
  matrix: Matrix,
  { labels, centroids }: SphericalClusters,
  { tokenised, folded, weights }: WordsOfRows,
): Int32Array {
  const clusterCount = centroids.rowCount;
  const near = findNearCentroids(matrix, centroids);
  const words = listWords(tokenised, folded, weights, matrix.rowCount, clusterCount);
  let settled = labels;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { counts, totals, sizes } = countWords(words, settled, clusterCount);
    const next = settled.slice();
    let moved = 0;
    for (let row = 0; row < matrix.rowCount; row += 1) {
      const own = settled[row]!;
      const length = words.offsets[row + 1]! - words.offsets[row]!;
      let best = own;
      let most = Number.NEGATIVE_INFINITY;
      for (let i = row * near.k; i < (row + 1) * near.k; i += 1) {
        const cluster = near.clusters[i]!;
        const self = cluster === own ? 1 : 0;
        const total = totals[cluster]! - self * length + COMMON_WORDS;
        let score = length * (SIMILARITY_PER_WORD * near.similarities[i]! - naturalLog(total));
        for (let at = words.offsets[row]!; at < words.offsets[row + 1]!; at += 1) {
          const word = words.numbers[at]!;
          const expected = COMMON_WORDS * words.shares[word]!;
          score += naturalLog(counts[word * clusterCount + cluster]! - self + expected);
        }
        if (score > most || (score === most && cluster === own)) {
          best = cluster;
          most = score;
        }
      }
      if (best === own || length === 0 || sizes[own]! < 2) continue;
      sizes[own]! -= 1;
      sizes[best]! += 1;
      next[row] = best;
      moved += 1;
    }
    settled = next;
    if (moved * 1000 < matrix.rowCount) break;
  }
  return settled;
}

type NearCentroids = { readonly k: number; readonly clusters: Int32Array; readonly similarities: Float32Array };

function findNearCentroids(matrix: Matrix, centroids: Matrix): NearCentroids {
  const k = Math.min(CANDIDATES, centroids.rowCount);
  const stride = padRows(centroids.rowCount);
  const arena = createArena(
    matrixBytes(centroids.rowCount, matrix.width) + matrixBytes(BLOCK, matrix.width) + matrixBytes(BLOCK, stride),
  );
  const right = arena.createMatrix(centroids.rowCount, matrix.width);
  const left = arena.createMatrix(BLOCK, matrix.width);
  const out = arena.createMatrix(BLOCK, stride);
  right.values.set(centroids.values.subarray(0, centroids.rowCount * matrix.width));
  const clusters = new Int32Array(matrix.rowCount * k);
  const similarities = new Float32Array(matrix.rowCount * k).fill(-2);
  for (let start = 0; start < matrix.rowCount; start += BLOCK) {
    const count = Math.min(BLOCK, matrix.rowCount - start);
    left.values.set(matrix.values.subarray(start * matrix.width, (start + count) * matrix.width));
    arena.dotBlock({ matrix: left, start: 0, count }, { matrix: right, start: 0, count: centroids.rowCount }, out);
    for (let i = 0; i < count; i += 1) {
      const first = (start + i) * k;
      for (let cluster = 0; cluster < centroids.rowCount; cluster += 1) {
        const similarity = out.values[i * stride + cluster]!;
        let slot = first + k - 1;
        if (similarity <= similarities[slot]!) continue;
        while (slot > first && similarities[slot - 1]! < similarity) {
          similarities[slot] = similarities[slot - 1]!;
          clusters[slot] = clusters[slot - 1]!;
          slot -= 1;
        }
        similarities[slot] = similarity;
        clusters[slot] = cluster;
      }
    }
  }
  return { k, clusters, similarities };
}

/** The different words of each row, numbered anew, and each word's share of all of them. */
type RowWords = {
  readonly offsets: Int32Array;
  readonly numbers: Int32Array;
  readonly shares: Float64Array;
};

function listWords(
  tokenised: TokenisedPosts,
  folded: FoldedPosts,
  weights: TermWeights,
  rowCount: number,
  clusterCount: number,
): RowWords {
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
  const numbers = new Int32Array(tokenised.stems.length);
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

function countWords({ offsets, numbers, shares }: RowWords, labels: Int32Array, clusterCount: number) {
  const counts = new Float32Array(shares.length * clusterCount);
  const totals = new Float64Array(clusterCount);
  const sizes = new Int32Array(clusterCount);
  for (const [row, label] of labels.entries()) {
    sizes[label]! += 1;
    totals[label]! += offsets[row + 1]! - offsets[row]!;
    for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) counts[numbers[i]! * clusterCount + label]! += 1;
  }
  return { counts, totals, sizes };
}
