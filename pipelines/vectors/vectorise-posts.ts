import type { DrawnPosts } from '#pipelines/chance/draw-chance-posts.ts';
import { WIDTH_MULTIPLE } from '#pipelines/kernels/assemble-kernels.ts';
import { createArena, type Matrix, matrixBytes } from '#pipelines/kernels/create-arena.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import type { PipelineParameters } from '#pipelines/parameters.ts';
import { hashTerms } from './hash-terms.ts';
import { reduceTerms } from './reduce-terms.ts';
import { createTermRows, type TermWeights } from './weigh-terms.ts';

/** Fewer posts than this per direction, and the directions follow single posts. */
const ROWS_PER_DIRECTION = 4;

/**
 * Row vectors of the distinct posts, a spare matrix of the same shape for stages that rewrite them, and `drawn`: the
 * first one with the rows of the chance posts after the real ones.
 */
export type PostVectors = { readonly matrix: Matrix; readonly spare: Matrix; readonly drawn: Matrix };

/**
 * Two views side by side: what a post says literally (hashed TF-IDF) and what it is about (LSA). The dot product of two
 * rows is `literalShare` times their cosine in the first view plus the rest times that in the second.
 */
export function vectorisePosts(
  { tokenised, folded, realCount }: DrawnPosts,
  weights: TermWeights,
  parameters: PipelineParameters,
  random: Random,
): PostVectors {
  const rowCount = folded.distinct.length;
  const { hashedWidth, literalShare } = parameters;
  const topicalWidth = Math.min(parameters.topicalWidth, countDirections(realCount));
  const width = hashedWidth + topicalWidth;
  const arena = createArena(2 * matrixBytes(rowCount, width));
  const matrix = arena.createMatrix(rowCount, width);
  hashTerms(tokenised, folded, weights, { matrix, column: 0, width: hashedWidth, scale: Math.sqrt(literalShare) });
  if (topicalWidth > 0) {
    const rows = createTermRows(tokenised, folded, weights);
    reduceTerms(
      rows,
      realCount,
      { matrix, column: hashedWidth, width: topicalWidth, scale: Math.sqrt(1 - literalShare) },
      random,
    );
  }
  return { matrix: { ...matrix, rowCount: realCount }, spare: arena.createMatrix(realCount, width), drawn: matrix };
}

/** A handful of posts has fewer directions than posts. Whole vectors of columns, so that no kernel reads across rows. */
function countDirections(rowCount: number): number {
  return Math.floor(rowCount / ROWS_PER_DIRECTION / WIDTH_MULTIPLE) * WIDTH_MULTIPLE;
}
