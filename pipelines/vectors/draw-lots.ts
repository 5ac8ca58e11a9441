import { hashPair } from '#pipelines/numerics/hash.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf, type TermWeights } from './weigh-terms.ts';

/**
 * A number for each of the posts, 0..2^32 - 1, drawn from its words (in any order) and the seed. What is chosen by it (bottom-k
 * sampling, Cohen and Kaplan 2007) changes little with a post more or less, as nobody's number depends on others; a
 * choice by position would move with every post.
 */
export function drawLots(
  tokenised: Pick<TokenisedPosts, 'stems' | 'offsets'>,
  posts: Int32Array,
  { hashOf }: Pick<TermWeights, 'hashOf'>,
  seed: number,
): Uint32Array {
  return Uint32Array.from(posts, (post) => {
    let sum = 0;
    for (const stem of stemsOf(tokenised, post)) if (stem !== BREAK) sum = (sum + hashPair(hashOf[stem]!, 0)) | 0;
    return hashPair(sum, seed);
  });
}
