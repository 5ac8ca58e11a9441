import { type Codes, codeBytes, createArena, type Matrix, padRows } from '#pipelines/kernels/create-arena.ts';
import { encodeMatrix, PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import type { SphericalClusters } from './cluster-spherically.ts';
import { listRowWords, type RowWords, type WordsOfPosts } from './row-words.ts';

const ROUNDS = 3;
/** Clusters that a row may go to: those whose centroids it is nearest to. */
const CANDIDATES = 16;
/** Words drawn from the whole community that each cluster is thought to have said beside its own. */
const COMMON_WORDS = 300;
/** What a similarity of 1 weighs against the likelihood of one word. */
const SIMILARITY_PER_WORD = 2;
const BLOCK = 256;

/**
 * Moves rows between clusters by what they say: the likelihood of a row's words in each of the clusters near it (naive
 * Bayes, the row itself left out) together with its similarity to their centroids. Neighbours blur a post into its
 * surroundings; one telling word may still give it away. No cluster runs empty.
 */
export function settleByWords(rows: Codes, { labels, centroids }: SphericalClusters, of: WordsOfPosts): Int32Array {
  const clusterCount = centroids.rowCount;
  const near = findNearCentroids(rows, centroids);
  const words = listRowWords(of, clusterCount);
  let settled = labels;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { counts, totals, sizes } = countWords(words, settled, clusterCount);
    const next = settled.slice();
    let moved = 0;
    for (let row = 0; row < rows.rowCount; row += 1) {
      const own = settled[row]!;
      const length = words.offsets[row + 1]! - words.offsets[row]!;
      let best = own;
      let most = Number.NEGATIVE_INFINITY;
      for (let i = row * near.k; i < (row + 1) * near.k; i += 1) {
        const cluster = near.clusters[i]!;
        const self = cluster === own ? 1 : 0;
        const total = totals[cluster]! - self * length + COMMON_WORDS;
        let score = length * (SIMILARITY_PER_WORD * near.similarities[i]! - naturalLog(total));
        // One logarithm for as many words as a product has room for.
        let product = 1;
        for (let at = words.offsets[row]!; at < words.offsets[row + 1]!; at += 1) {
          const word = words.numbers[at]!;
          product *= counts[word * clusterCount + cluster]! - self + COMMON_WORDS * words.shares[word]!;
          if (product > 1e200 || product < 1e-200) {
            score += naturalLog(product);
            product = 1;
          }
        }
        score += naturalLog(product);
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
    if (moved * 1000 < rows.rowCount) break;
  }
  return settled;
}

type NearCentroids = { readonly k: number; readonly clusters: Int32Array; readonly similarities: Float32Array };

function findNearCentroids(rows: Codes, centroids: Matrix): NearCentroids {
  const k = Math.min(CANDIDATES, centroids.rowCount);
  const stride = padRows(centroids.rowCount);
  const { rowCount, width } = rows;
  const arena = createArena(codeBytes(centroids.rowCount, width) + codeBytes(BLOCK, width) + (BLOCK + 4) * stride * 4);
  const right = arena.createCodes(centroids.rowCount, width);
  const left = arena.createCodes(BLOCK, width);
  const out = arena.createInts((BLOCK + 4) * stride);
  encodeMatrix(centroids, right);
  const clusters = new Int32Array(rowCount * k);
  const similarities = new Float32Array(rowCount * k).fill(-2);
  for (let start = 0; start < rowCount; start += BLOCK) {
    const count = Math.min(BLOCK, rowCount - start);
    left.values.set(rows.values.subarray(start * width, (start + count) * width));
    arena.dotBlockCodes({ codes: left, start: 0, count }, { codes: right, start: 0, count: centroids.rowCount }, out);
    for (let i = 0; i < count; i += 1) {
      const first = (start + i) * k;
      for (let cluster = 0; cluster < centroids.rowCount; cluster += 1) {
        const similarity = out.values[i * stride + cluster]! * PER_PRODUCT;
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
