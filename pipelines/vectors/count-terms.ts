import { hashPair } from '#pipelines/numerics/hash.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TermWeights } from './weigh-terms.ts';

/** The different terms of one post with how often each stands in it: the first `length` of both. */
export type CountedTerms = { readonly ids: Int32Array; readonly counts: Int32Array; length: number };

/** Counts the stems and the pairs of neighbouring stems (by bucket) that have a weight. Valid until the next call. */
export type TermCounter = (stems: Int32Array) => { readonly stems: CountedTerms; readonly pairs: CountedTerms };

/** The number of a pair of neighbouring stems in `ofPair`. */
export function bucketOfPair(
  { hashOf }: Pick<TermWeights, 'hashOf'>,
  bucketCount: number,
  left: number,
  right: number,
) {
  return hashPair(hashOf[left]!, hashOf[right]!) & (bucketCount - 1);
}

export function createTermCounter(weights: TermWeights): TermCounter {
  let stems = createTermTable(512);
  let pairs = createTermTable(512);
  return (post) => {
    if (post.length * 2 > stems.slots.length) {
      stems = createTermTable(post.length);
      pairs = createTermTable(post.length);
    }
    stems.clear();
    pairs.clear();
    let previous: number = BREAK;
    for (const stem of post) {
      if (stem !== BREAK && weights.ofStem[stem]! > 0) stems.add(stem);
      if (stem !== BREAK && previous !== BREAK) {
        const bucket = bucketOfPair(weights, weights.ofPair.length, previous, stem);
        if (weights.ofPair[bucket]! > 0) pairs.add(bucket);
      }
      previous = stem;
    }
    return { stems: stems.terms, pairs: pairs.terms };
  };
}

/** Counts terms by open addressing; room for `most` terms at half load or less. */
export function createTermTable(most: number) {
  let size = 16;
  while (size < most * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const terms: CountedTerms = { ids: new Int32Array(most + 1), counts: new Int32Array(most + 1), length: 0 };
  const used = new Int32Array(most + 1);
  return {
    slots,
    terms,
    clear() {
      for (let i = 0; i < terms.length; i += 1) slots[used[i]!] = -1;
      terms.length = 0;
    },
    add(id: number) {
      let slot = hashPair(id, 0) & (size - 1);
      while (slots[slot]! >= 0 && terms.ids[slots[slot]!] !== id) slot = (slot + 1) & (size - 1);
      if (slots[slot]! >= 0) {
        terms.counts[slots[slot]!]! += 1;
        return;
      }
      slots[slot] = terms.length;
      used[terms.length] = slot;
      terms.ids[terms.length] = id;
      terms.counts[terms.length] = 1;
      terms.length += 1;
    },
  };
}
