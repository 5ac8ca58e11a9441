import { hashPair } from '#pipelines/numerics/hash.ts';
import type { TokenisedPosts } from './tokenise-posts.ts';

/** Which post stands for which: cross-posts and copies are compared once. */
export type FoldedPosts = {
  /** Post numbers of those that stand for themselves, ascending. */
  readonly distinct: Int32Array;
  /** For every post the position in `distinct` of the post that stands for it. */
  readonly standIn: Int32Array;
};

const HASH_COUNT = 16;
const BAND_SIZE = 4;
/** 13 of 16 equal minima: a Jaccard similarity of about .8 between the posts' word pairs. */
const MIN_EQUAL = 13;
/** Below this many stems one changed word is a change of matter. */
const MIN_STEMS_FOR_NEAR = 12;

/**
 * Folds posts with the same set of stems, and longer posts with nearly the same word pairs (minhash, banded). Posts
 * without any word are all alike: blank ones, emoji, nothing but function words.
 * When fewer than `atLeast` would be left, nothing is folded.
 */
export function foldDuplicates(tokenised: TokenisedPosts, atLeast = 0): FoldedPosts {
  const postCount = tokenised.offsets.length - 1;
  const standIn = new Int32Array(postCount);
  const distinct: number[] = [];
  const bySet = new Map<number, number>();
  const byBand = new Map<number, number>();
  const signatures = new Map<number, Uint32Array>();

  for (let post = 0; post < postCount; post += 1) {
    const stems = tokenised.stems.subarray(tokenised.offsets[post]!, tokenised.offsets[post + 1]!);
    const setKey = keyOfSet(stems);
    const found = bySet.get(setKey) ?? findNear(stems);
    if (found !== undefined) {
      standIn[post] = found;
      continue;
    }
    standIn[post] = distinct.length;
    bySet.set(setKey, distinct.length);
    remember(stems, distinct.length);
    distinct.push(post);
  }
  if (distinct.length < atLeast) {
    const all = Int32Array.from({ length: postCount }, (_, post) => post);
    return { distinct: all, standIn: all };
  }
  return { distinct: Int32Array.from(distinct), standIn };

  function findNear(stems: Int32Array): number | undefined {
    if (stems.length < MIN_STEMS_FOR_NEAR) return undefined;
    const signature = minhash(stems);
    for (const key of bandKeys(signature)) {
      const candidate = byBand.get(key);
      if (candidate === undefined) continue;
      const other = signatures.get(candidate)!;
      let equal = 0;
      for (let i = 0; i < HASH_COUNT; i += 1) if (other[i] === signature[i]) equal += 1;
      if (equal >= MIN_EQUAL) return candidate;
    }
    return undefined;
  }

  function remember(stems: Int32Array, position: number): void {
    if (stems.length < MIN_STEMS_FOR_NEAR) return;
    const signature = minhash(stems);
    signatures.set(position, signature);
    for (const key of bandKeys(signature)) if (!byBand.has(key)) byBand.set(key, position);
  }
}

/** A 53-bit key of the set of stems, whatever their order. */
function keyOfSet(stems: Int32Array): number {
  const sorted = Int32Array.from(new Set(stems)).sort();
  let high = 17;
  let low = 31;
  for (const stem of sorted) {
    if (stem < 0) continue;
    high = hashPair(high, stem);
    low = hashPair(stem, low);
  }
  return high * 2097152 + (low & 2097151);
}

function minhash(stems: Int32Array): Uint32Array {
  const minima = new Uint32Array(HASH_COUNT).fill(0xffffffff);
  for (let i = 0; i + 1 < stems.length; i += 1) {
    const pair = hashPair(stems[i]!, stems[i + 1]!);
    for (let h = 0; h < HASH_COUNT; h += 1) {
      const mixed =
        (Math.imul(pair ^ (pair >>> 15), 0x9e3779b1 + h * 0x3c6ef372) ^ Math.imul(pair, 0x85ebca6b + 2 * h)) >>> 0;
      if (mixed < minima[h]!) minima[h] = mixed;
    }
  }
  return minima;
}

function bandKeys(signature: Uint32Array): number[] {
  const keys: number[] = [];
  for (let start = 0; start < HASH_COUNT; start += BAND_SIZE) {
    let key = start;
    for (let i = start; i < start + BAND_SIZE; i += 1) key = hashPair(key, signature[i]!);
    keys.push(start * 4294967296 + key);
  }
  return keys;
}
