import { hashPair } from '#pipelines/numerics/hash.ts';
import { addKey, createKeyTable, findNumber } from '#pipelines/numerics/key-table.ts';
import { ALONE, cutSpans, mapPieces, type Pool, type Span, shareInts, type Task } from '#pipelines/pool.ts';
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
/** Posts that are a piece of work. */
const PIECE = 1000;

/**
 * Folds posts with the same set of stems, and longer posts with nearly the same word pairs (minhash, banded). Posts
 * without any word are all alike: blank ones, emoji, nothing but function words.
 * When fewer than `atLeast` would be left, nothing is folded.
 */
export function foldDuplicates(tokenised: TokenisedPosts, atLeast = 0, pool: Pool = ALONE): FoldedPosts {
  const postCount = tokenised.offsets.length - 1;
  const standIn = new Int32Array(postCount);
  const distinct: number[] = [];
  const bySet = createKeyTable(postCount);
  const byBand = createKeyTable(postCount * (HASH_COUNT / BAND_SIZE));
  const signatureOf = signPosts(tokenised, pool);
  const last = new Int32Array(tokenised.vocabulary.length).fill(-1);

  for (let post = 0; post < postCount; post += 1) {
    const stems = tokenised.stems.subarray(tokenised.offsets[post]!, tokenised.offsets[post + 1]!);
    const signature = signatureOf(post);
    const isLong = stems.length >= MIN_STEMS_FOR_NEAR;
    const [high, low] = keyOfSet(stems, post, last);
    let found = findNumber(bySet, high, low);
    if (found < 0 && isLong) found = findNear(signature);
    if (found >= 0) {
      standIn[post] = found;
      continue;
    }
    standIn[post] = distinct.length;
    addKey(bySet, high, low, distinct.length);
    if (isLong)
      for (let band = 0; band < HASH_COUNT; band += BAND_SIZE)
        addKey(byBand, band, keyOfBand(signature, band), distinct.length);
    distinct.push(post);
  }
  if (distinct.length < atLeast) {
    const all = Int32Array.from({ length: postCount }, (_, post) => post);
    return { distinct: all, standIn: all };
  }
  return { distinct: Int32Array.from(distinct), standIn };

  function findNear(signature: Uint32Array): number {
    for (let band = 0; band < HASH_COUNT; band += BAND_SIZE) {
      const candidate = findNumber(byBand, band, keyOfBand(signature, band));
      if (candidate < 0) continue;
      const other = signatureOf(distinct[candidate]!);
      let equal = 0;
      for (let i = 0; i < HASH_COUNT; i += 1) if (other[i] === signature[i]) equal += 1;
      if (equal >= MIN_EQUAL) return candidate;
    }
    return -1;
  }
}

/** Minhashes of each post; only those of longer ones are made. */
function signPosts({ stems, offsets }: TokenisedPosts, pool: Pool): (post: number) => Uint32Array {
  const postCount = offsets.length - 1;
  const signatures = new Uint32Array(shareInts(postCount * HASH_COUNT).buffer);
  mapPieces(pool, SIGN_POSTS, { stems, offsets, signatures }, cutSpans(postCount, PIECE));
  return (post) => signatures.subarray(post * HASH_COUNT, (post + 1) * HASH_COUNT);
}

type Signing = Pick<TokenisedPosts, 'stems' | 'offsets'> & { readonly signatures: Uint32Array };

/** Signs a span of the posts; nobody else writes there. */
export const SIGN_POSTS: Task<Signing, Span, void> = {
  name: 'sign-posts',
  prepare({ stems, offsets, signatures }) {
    return ({ start, end }) => {
      for (let post = start; post < end; post += 1) {
        const own = stems.subarray(offsets[post]!, offsets[post + 1]!);
        if (own.length < MIN_STEMS_FOR_NEAR) continue;
        minhash(own, signatures.subarray(post * HASH_COUNT, (post + 1) * HASH_COUNT));
      }
    };
  },
};

/** A 64-bit key of the set of stems, whatever their order. `last` marks the stems that this post had already. */
function keyOfSet(stems: Int32Array, post: number, last: Int32Array): readonly [number, number] {
  let high = 17;
  let low = 31;
  for (const stem of stems) {
    if (stem < 0 || last[stem] === post) continue;
    last[stem] = post;
    high = (high + hashPair(stem, 1)) | 0;
    low = (low + hashPair(stem, 2)) | 0;
  }
  return [high, low];
}

function minhash(stems: Int32Array, minima: Uint32Array): void {
  minima.fill(0xffffffff);
  for (let i = 0; i + 1 < stems.length; i += 1) {
    const pair = hashPair(stems[i]!, stems[i + 1]!);
    for (let h = 0; h < HASH_COUNT; h += 1) {
      const mixed =
        (Math.imul(pair ^ (pair >>> 15), 0x9e3779b1 + h * 0x3c6ef372) ^ Math.imul(pair, 0x85ebca6b + 2 * h)) >>> 0;
      if (mixed < minima[h]!) minima[h] = mixed;
    }
  }
}

function keyOfBand(signature: Uint32Array, band: number): number {
  let key = band;
  for (let i = band; i < band + BAND_SIZE; i += 1) key = hashPair(key, signature[i]!);
  return key | 0;
}
