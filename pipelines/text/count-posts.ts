import { BREAK } from './tokenise.ts';
import type { TokenisedPosts } from './tokenise-posts.ts';

/** Of tokenised posts what counting takes: the words themselves are not needed. */
export type StemsOfPosts = Pick<TokenisedPosts, 'offsets' | 'stems'> & {
  readonly vocabulary: { readonly length: number };
};

/** In how many of the numbered posts each stem is found, by stem. */
export function countPosts(tokenised: StemsOfPosts, posts: Int32Array): Int32Array {
  const counts = new Int32Array(tokenised.vocabulary.length);
  createStemCounter(tokenised)(posts, counts);
  return counts;
}

/**
 * Adds to `counts`, by stem, in how many of the numbered posts each is found; returns the stems whose count was 0, valid until
 * the next call.
 */
export function createStemCounter({
  offsets,
  stems,
  vocabulary,
}: StemsOfPosts): (posts: Int32Array, counts: Int32Array) => Int32Array {
  const last = new Int32Array(vocabulary.length);
  const touched = new Int32Array(vocabulary.length);
  let visit = 0;
  return (posts, counts) => {
    let count = 0;
    for (let p = 0; p < posts.length; p += 1) {
      visit += 1;
      const end = offsets[posts[p]! + 1]!;
      for (let i = offsets[posts[p]!]!; i < end; i += 1) {
        const stem = stems[i]!;
        if (stem === BREAK || last[stem] === visit) continue;
        last[stem] = visit;
        if (counts[stem] === 0) {
          touched[count] = stem;
          count += 1;
        }
        counts[stem]! += 1;
      }
    }
    return touched.subarray(0, count);
  };
}
