import { hashPair } from '#pipelines/numerics/hash.ts';
import type { CountedTerms } from './count-terms.ts';
import { dampen, type TermWeights } from './weigh-terms.ts';

/** Each term is spread over this many signed slots: enough that two terms hardly ever look alike. */
const SLOTS_PER_TERM = 8;
/** Slots that one hash of 32 bits gives: ten bits each, one of them the sign. */
const SLOTS_PER_HASH = 3;
const SLOT_BITS = 10;
/** A pair says less than its two stems: it only sharpens them. */
const PAIR_WEIGHT = 0.7;

/**
 * The literal view: TF-IDF over stems and stem pairs, projected by signed hashing (a sparse Johnson-Lindenstrauss
 * projection) into `values`, whose length is a power of two of at most 512, scaled to length `scale`.
 */
export function hashTerms(
  { stems, pairs }: { readonly stems: CountedTerms; readonly pairs: CountedTerms },
  weights: TermWeights,
  values: Float32Array,
  scale: number,
): void {
  values.fill(0);
  for (let i = 0; i < stems.length; i += 1)
    spread(values, weights.hashOf[stems.ids[i]!]!, dampen(stems.counts[i]!) * weights.ofStem[stems.ids[i]!]!);
  for (let i = 0; i < pairs.length; i += 1)
    spread(values, -1 - pairs.ids[i]!, dampen(pairs.counts[i]!) * weights.ofPair[pairs.ids[i]!]! * PAIR_WEIGHT);
  normalise(values, scale);
}

function spread(values: Float32Array, term: number, weight: number): void {
  const mask = values.length - 1;
  let hash = 0;
  for (let slot = 0; slot < SLOTS_PER_TERM; slot += 1) {
    hash = slot % SLOTS_PER_HASH === 0 ? hashPair(term, slot) : hash >>> SLOT_BITS;
    values[(hash >>> 1) & mask]! += hash & 1 ? weight : -weight;
  }
}

/** Scales values to a length, unless all are zero; returns the length that they had. */
export function normalise(values: Float32Array, scale = 1): number {
  let square = 0;
  for (let i = 0; i < values.length; i += 1) square += values[i]! * values[i]!;
  if (square === 0) return 0;
  const length = Math.sqrt(square);
  const factor = scale / length;
  for (let i = 0; i < values.length; i += 1) values[i]! *= factor;
  return length;
}
