import { WIDTH_MULTIPLE } from '#pipelines/kernels/assemble-kernels.ts';
import type { Codes } from '#pipelines/kernels/create-arena.ts';
import { pickEvenly } from '#pipelines/numerics/pick-evenly.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import type { PipelineParameters } from '#pipelines/parameters.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { createTermCounter } from './count-terms.ts';
import { learnPostMeanings } from './embed-posts.ts';
import { learnMeanings } from './embed-words.ts';
import { hashTerms } from './hash-terms.ts';
import type { PostMeanings } from './post-vectors.ts';
import { learnDirections } from './reduce-terms.ts';
import { createTermRows, stemsOf, type TermWeights } from './weigh-terms.ts';
import type { WordVectors } from './word-vectors.ts';

/** Fewer posts than this per direction, and the directions follow single posts. */
const ROWS_PER_DIRECTION = 4;
/** Posts that directions and means are learned from; more of them change both very little. */
const MOST_LEARNED = 20_000;

/** Where the semantic view comes from: meanings of single words, or of whole posts (`ids` by post number). */
export type Meanings =
  | { readonly words: WordVectors }
  | { readonly posts: PostMeanings; readonly ids: readonly string[] };

/** Posts as they are written; chance posts mean nothing. */
export type PostsToWrite = {
  readonly tokenised: TokenisedPosts;
  readonly areChance?: boolean;
};

/** Turns posts into vectors of `width` numbers, always the same way. */
export type Vectoriser = {
  readonly width: number;
  /** Writes a row of `width` numbers, of any length; whether the meanings of the post's words are known. */
  readonly write: (posts: PostsToWrite, post: number, row: Float32Array) => boolean;
};

/**
 * Learns up to three views that stand side by side: what a post says literally (hashed TF-IDF), what it is about (LSA) and
 * what its words mean (word vectors, where there are any for its language, or vectors of whole posts). The dot product of two rows that have the
 * same views is the mean of their cosines in each, weighted by the views' shares.
 *
 * @param posts numbers of the posts to learn from.
 */
export function learnVectors(
  tokenised: TokenisedPosts,
  posts: Int32Array,
  weights: TermWeights,
  parameters: PipelineParameters,
  meanings: Meanings | null,
  random: Random,
): Vectoriser {
  const { hashedWidth } = parameters;
  const [literal, topical, semantic] = parameters[meanings === null ? 'withoutMeaning' : 'withMeaning'].shares;
  const topicalWidth = Math.min(parameters.topicalWidth, countDirections(posts.length));
  const topicEnd = hashedWidth + topicalWidth;
  const width = topicEnd + widthOf(meanings);
  // Posts are ordered by id, which says nothing about their matter.
  const learnFrom = pickEvenly(posts.length, MOST_LEARNED).map((i) => posts[i]!);
  const count = createTermCounter(weights);
  const reduce =
    topicalWidth > 0
      ? learnDirections(createTermRows(tokenised, learnFrom, weights), weights, topicalWidth, random)
      : null;
  const embed = meanings && learnView(tokenised, learnFrom, meanings, random);
  return {
    width,
    write(of, post, row) {
      const counted = count(stemsOf(of.tokenised, post));
      hashTerms(counted, weights, row.subarray(0, hashedWidth), Math.sqrt(literal));
      reduce?.(counted.stems, row.subarray(hashedWidth, topicEnd), Math.sqrt(topical));
      const hasMeaning = embed?.(of, post, row.subarray(topicEnd), Math.sqrt(semantic)) ?? false;
      return hasMeaning;
    },
  };
}

/** Codes the posts into consecutive rows from `firstRow` on; 1 for each whose words' meanings are known. */
export function vectorisePosts(
  vectoriser: Vectoriser,
  of: PostsToWrite,
  posts: Int32Array,
  rows: Codes,
  firstRow = 0,
): Uint8Array {
  const row = rows.arena.createMatrix(1, vectoriser.width);
  return Uint8Array.from(posts, (post, i) => {
    const hasMeaning = vectoriser.write(of, post, row.values);
    rows.arena.encodeUnit(row, 0, rows, firstRow + i);
    return hasMeaning ? 1 : 0;
  });
}

function learnView(tokenised: TokenisedPosts, learnFrom: Int32Array, meanings: Meanings, random: Random) {
  return 'posts' in meanings
    ? learnPostMeanings(meanings.ids, learnFrom, meanings.posts, random)
    : learnMeanings(tokenised, learnFrom, meanings.words);
}

/** Columns of the semantic view: whole vectors of the kernels, the last one filled up with zeros. */
function widthOf(meanings: Meanings | null): number {
  if (meanings === null) return 0;
  const { width } = 'posts' in meanings ? meanings.posts : meanings.words;
  return Math.ceil(width / WIDTH_MULTIPLE) * WIDTH_MULTIPLE;
}

/** A handful of posts has fewer directions than posts. Whole vectors of columns, so that no kernel reads across rows. */
function countDirections(rowCount: number): number {
  return Math.floor(rowCount / ROWS_PER_DIRECTION / WIDTH_MULTIPLE) * WIDTH_MULTIPLE;
}
