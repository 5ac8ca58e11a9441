import { type Codes, codeBytes, createArena, type Matrix, padRows } from '#pipelines/kernels/create-arena.ts';
import { encodeMatrix, PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import type { SphericalClusters } from './cluster-spherically.ts';
import type { RowWords } from './row-words.ts';

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
export function settleByWords(rows: Codes, { labels, centroids }: SphericalClusters, words: RowWords): Int32Array {
  const near = findNearCentroids(rows, centroids);
  const settled = labels.slice();
  const counted = countWords(words, settled, centroids.rowCount);
  const pick = createPick(near, words, counted);
  for (let round = 0; round < ROUNDS; round += 1) {
    const { sizes } = counted;
    const moves: { readonly row: number; readonly to: number }[] = [];
    for (let row = 0; row < rows.rowCount; row += 1) {
      const own = settled[row]!;
      const best = pick(row, own);
      if (best === own || words.offsets[row] === words.offsets[row + 1] || sizes[own]! < 2) continue;
      sizes[own]! -= 1;
      sizes[best]! += 1;
      moves.push({ row, to: best });
    }
    // Only now: all rows of a round are judged by the same clusters.
    for (const { row, to } of moves) {
      addRow(words, counted, row, settled[row]!, -1);
      addRow(words, counted, row, to, 1);
      settled[row] = to;
    }
    if (moves.length * 1000 < rows.rowCount) break;
  }
  return settled;
}

/** The cluster, of those near a row, in which it is likeliest. */
function createPick(near: NearCentroids, words: RowWords, counted: CountedWords) {
  const { clusterCount, counts, totals } = counted;
  const { k } = near;
  const scores = new Float64Array(k);
  const products = new Float64Array(k);
  const candidates = new Int32Array(k);
  /** 1 beside the row's own cluster: the row itself is left out there. */
  const isOwn = new Uint8Array(k);
  return (row: number, own: number): number => {
    const first = row * k;
    const [start, end] = [words.offsets[row]!, words.offsets[row + 1]!];
    const length = end - start;
    for (let i = 0; i < k; i += 1) {
      const cluster = near.clusters[first + i]!;
      candidates[i] = cluster;
      isOwn[i] = cluster === own ? 1 : 0;
      const total = totals[cluster]! - (cluster === own ? length : 0) + COMMON_WORDS;
      scores[i] = length * (SIMILARITY_PER_WORD * near.similarities[first + i]! - naturalLog(total));
    }
    products.fill(1);
    // Word by word: the counts of one word stand side by side in memory.
    for (let at = start; at < end; at += 1) {
      const word = words.numbers[at]!;
      const common = COMMON_WORDS * words.shares[word]!;
      const of = word * clusterCount;
      for (let i = 0; i < k; i += 1) {
        const product = products[i]! * (counts[of + candidates[i]!]! - isOwn[i]! + common);
        // One logarithm for as many words as a product has room for.
        if (product > 1e200 || product < 1e-200) {
          scores[i]! += naturalLog(product);
          products[i] = 1;
        } else products[i] = product;
      }
    }
    let best = own;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < k; i += 1) {
      const cluster = near.clusters[first + i]!;
      const score = scores[i]! + naturalLog(products[i]!);
      if (score > most || (score === most && cluster === own)) {
        best = cluster;
        most = score;
      }
    }
    return best;
  };
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

/** Counts by word and cluster (`counts[word * clusterCount + cluster]`), words and rows by cluster. */
type CountedWords = {
  readonly clusterCount: number;
  readonly counts: Uint16Array | Float32Array;
  readonly totals: Float64Array;
  readonly sizes: Int32Array;
};

function countWords(words: RowWords, labels: Int32Array, clusterCount: number): CountedWords {
  // The smaller the table, the more of it is at hand.
  const Counts = labels.length < 2 ** 16 ? Uint16Array : Float32Array;
  const counted = {
    clusterCount,
    counts: new Counts(words.shares.length * clusterCount),
    totals: new Float64Array(clusterCount),
    sizes: new Int32Array(clusterCount),
  };
  for (const [row, label] of labels.entries()) {
    counted.sizes[label]! += 1;
    addRow(words, counted, row, label, 1);
  }
  return counted;
}

/** Adds a row's words to a cluster's, or takes them away. */
function addRow({ offsets, numbers }: RowWords, counted: CountedWords, row: number, label: number, sign: 1 | -1): void {
  const { counts, totals, clusterCount } = counted;
  totals[label]! += sign * (offsets[row + 1]! - offsets[row]!);
  for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) counts[numbers[i]! * clusterCount + label]! += sign;
}
