import type { DrawnPosts } from '#pipelines/chance/draw-chance-posts.ts';
import { WIDTH_MULTIPLE } from '#pipelines/kernels/assemble-kernels.ts';
import { createArena, type Matrix, matrixBytes } from '#pipelines/kernels/create-arena.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import type { PipelineParameters } from '#pipelines/parameters.ts';
import { embedPosts } from './embed-posts.ts';
import { embedWords } from './embed-words.ts';
import { hashTerms, normalise } from './hash-terms.ts';
import type { PostMeanings } from './post-vectors.ts';
import { reduceTerms } from './reduce-terms.ts';
import { createTermRows, type TermWeights } from './weigh-terms.ts';
import type { WordVectors } from './word-vectors.ts';

/** Fewer posts than this per direction, and the directions follow single posts. */
const ROWS_PER_DIRECTION = 4;

/**
 * Row vectors of the distinct posts, a spare matrix of the same shape for stages that rewrite them, and `drawn`: the
 * first one with the rows of the chance posts after the real ones.
 */
export type PostVectors = {
  readonly matrix: Matrix;
  readonly spare: Matrix;
  readonly drawn: Matrix;
  /** 1 for each row of `drawn` whose words' meanings are known. */
  readonly hasMeaning: Uint8Array;
};

/** Where the semantic view comes from: meanings of single words, or of whole posts (`ids` by post number). */
export type Meanings =
  | { readonly words: WordVectors }
  | { readonly posts: PostMeanings; readonly ids: readonly string[] };

/**
 * Up to three views side by side: what a post says literally (hashed TF-IDF), what it is about (LSA) and what its words
 * mean (word vectors, where there are any for its language, or vectors of whole posts). Rows have unit length; the dot product of two rows that
 * have the same views is the mean of their cosines in each, weighted by the views' shares.
 */
export function vectorisePosts(
  drawn: DrawnPosts,
  weights: TermWeights,
  parameters: PipelineParameters,
  meanings: Meanings | null,
  random: Random,
): PostVectors {
  const { tokenised, folded, realCount } = drawn;
  const rowCount = folded.distinct.length;
  const { hashedWidth } = parameters;
  const [literal, topical, semantic] = parameters[meanings === null ? 'withoutMeaning' : 'withMeaning'].shares;
  const topicalWidth = Math.min(parameters.topicalWidth, countDirections(realCount));
  const width = hashedWidth + topicalWidth + widthOf(meanings);
  const arena = createArena(2 * matrixBytes(rowCount, width));
  const matrix = arena.createMatrix(rowCount, width);
  hashTerms(tokenised, folded, weights, { matrix, column: 0, width: hashedWidth, scale: Math.sqrt(literal) });
  if (topicalWidth > 0) {
    const rows = createTermRows(tokenised, folded, weights);
    reduceTerms(
      rows,
      realCount,
      { matrix, column: hashedWidth, width: topicalWidth, scale: Math.sqrt(topical) },
      random,
    );
  }
  const target = { matrix, column: hashedWidth + topicalWidth, scale: Math.sqrt(semantic) };
  const hasMeaning = embed();
  for (let row = 0; row < rowCount; row += 1)
    normalise(matrix.values.subarray(row * matrix.width, (row + 1) * matrix.width));
  return {
    matrix: { ...matrix, rowCount: realCount },
    spare: arena.createMatrix(realCount, width),
    drawn: matrix,
    hasMeaning,
  };

  function embed(): Uint8Array {
    if (meanings === null) return new Uint8Array(rowCount);
    return 'posts' in meanings
      ? embedPosts(meanings.ids, drawn, meanings.posts, target, random)
      : embedWords(tokenised, folded, realCount, meanings.words, target);
  }
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
