import type { Matrix } from '#pipelines/kernels/create-arena.ts';
import { hashPair } from '#pipelines/numerics/hash.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { dampen, stemsOf, type TermWeights } from './weigh-terms.ts';

/** Each term is spread over this many signed slots: enough that two terms hardly ever look alike. */
const SLOTS_PER_TERM = 8;
/** A pair says less than its two stems: it only sharpens them. */
const PAIR_WEIGHT = 0.7;

/**
 * The literal view: TF-IDF over stems and stem pairs, projected to `width` columns by signed hashing
 * (a sparse Johnson-Lindenstrauss projection), each row scaled to length `scale`. `width` is a power of two.
 */
export function hashTerms(
  tokenised: TokenisedPosts,
  folded: FoldedPosts,
  weights: TermWeights,
  target: { readonly matrix: Matrix; readonly column: number; readonly width: number; readonly scale: number },
): void {
  const { matrix, column, width, scale } = target;
  const counts = new Map<number, number>();
  for (let row = 0; row < matrix.rowCount; row += 1) {
    counts.clear();
    countTerms(stemsOf(tokenised, folded.distinct[row]!), weights, counts);
    const start = row * matrix.width + column;
    const values = matrix.values.subarray(start, start + width);
    for (const [term, count] of counts) {
      const idf = term >= 0 ? weights.ofStem[term]! : weights.ofPair[-term - 1]! * PAIR_WEIGHT;
      spread(values, term, dampen(count) * idf);
    }
    normalise(values, scale);
  }
}

/** Stems keep their number; pairs are -1 - bucket. */
function countTerms(stems: Int32Array, weights: TermWeights, counts: Map<number, number>): void {
  let previous: number = BREAK;
  for (const stem of stems) {
    if (stem !== BREAK && weights.ofStem[stem]! > 0) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    if (stem !== BREAK && previous !== BREAK) {
      const bucket = weights.pairBucket(previous, stem);
      if (weights.ofPair[bucket]! > 0) counts.set(-1 - bucket, (counts.get(-1 - bucket) ?? 0) + 1);
    }
    previous = stem;
  }
}

function spread(values: Float32Array, term: number, weight: number): void {
  for (let slot = 0; slot < SLOTS_PER_TERM; slot += 1) {
    const hash = hashPair(term, slot);
    values[(hash >>> 1) & (values.length - 1)]! += hash & 1 ? weight : -weight;
  }
}

export function normalise(values: Float32Array, scale = 1): void {
  let square = 0;
  for (let i = 0; i < values.length; i += 1) square += values[i]! * values[i]!;
  if (square === 0) return;
  const factor = scale / Math.sqrt(square);
  for (let i = 0; i < values.length; i += 1) values[i]! *= factor;
}
