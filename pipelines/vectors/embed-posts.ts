import type { Random } from '#pipelines/numerics/random.ts';
import { normalise } from './hash-terms.ts';
import type { PostMeanings } from './post-vectors.ts';
import type { PostsToWrite } from './vectorise-posts.ts';

/** Signed vectors that a chance direction is the sum of: with so many it is near none of them. */
const POSTS_PER_CHANCE = 64;

/**
 * The semantic view from vectors of whole posts, less the mean of all posts, scaled to length `scale`. A chance post means
 * anything that could be meant here: a direction that the community's vectors spread in, and that is no post's.
 *
 * @param ids by post number.
 * @param learnFrom the posts that the mean is learned from.
 * @returns whether a post has the view; where not, its values are zero.
 */
export function learnPostMeanings(
  ids: readonly string[],
  learnFrom: Int32Array,
  { width, of }: PostMeanings,
  random: Random,
): (posts: PostsToWrite, post: number, values: Float32Array, scale: number) => boolean {
  const view = new Float32Array(width);
  const mean = new Float64Array(width);
  const known = learnFrom.filter((post) => {
    if (!read(post)) return false;
    for (let d = 0; d < width; d += 1) mean[d]! += view[d]!;
    return true;
  });
  for (let d = 0; d < width; d += 1) mean[d]! /= Math.max(1, known.length);

  return ({ areChance }, post, values, scale) => {
    values.fill(0);
    const count = areChance ? POSTS_PER_CHANCE : 1;
    let hasView = false;
    for (let i = 0; i < count && (!areChance || known.length > 0); i += 1) {
      const source = areChance ? known[random.below(known.length)]! : post;
      const sign = areChance && random.below(2) === 1 ? -1 : 1;
      if (!read(source)) continue;
      hasView = true;
      for (let d = 0; d < width; d += 1) view[d]! -= mean[d]!;
      normalise(view);
      for (let d = 0; d < width; d += 1) values[d]! += sign * view[d]!;
    }
    normalise(values, scale);
    return hasView;
  };

  /** Unit length, before the mean is taken off. */
  function read(post: number): boolean {
    const vector = of.get(ids[post]!);
    if (vector === undefined || vector.every((value) => value === 0)) return false;
    // First by its largest number: squares of very large ones would be none.
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let d = 0; d < width; d += 1) view[d] = vector[d]! / largest;
    normalise(view);
    return true;
  }
}
