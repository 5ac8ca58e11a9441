import { WIDTH_MULTIPLE } from '#pipelines/kernels/assemble-kernels.ts';
import { createArena, type Matrix, matrixBytes } from '#pipelines/kernels/create-arena.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import type { PipelineParameters } from '#pipelines/parameters.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { hashTerms } from './hash-terms.ts';
import { reduceTerms } from './reduce-terms.ts';
import { createTermRows, type TermWeights } from './weigh-terms.ts';

/** Fewer posts than this per direction, and the directions follow single posts. */
const ROWS_PER_DIRECTION = 3;

/** Row vectors of the distinct posts and a spare matrix of the same shape for stages that rewrite them. */
export type PostVectors = { readonly matrix: Matrix; readonly spare: Matrix };

/**
 * Two views side by side: what a post says literally (hashed TF-IDF) and what it is about (LSA). The dot product of two
 * rows is `literalShare` times their cosine in the first view plus the rest times that in the second.
 */
export function vectorisePosts(
  tokenised: TokenisedPosts,
  folded: FoldedPosts,
  weights: TermWeights,
  parameters: PipelineParameters,
  random: Random,
): PostVectors {
  const rowCount = folded.distinct.length;
  const { hashedWidth, literalShare } = parameters;
  const topicalWidth = Math.min(parameters.topicalWidth, countDirections(rowCount));
  const width = hashedWidth + topicalWidth;
  const arena = createArena(2 * matrixBytes(rowCount, width));
  const matrix = arena.createMatrix(rowCount, width);
  hashTerms(tokenised, folded, weights, { matrix, column: 0, width: hashedWidth, scale: Math.sqrt(literalShare) });
  if (topicalWidth > 0) {
    const rows = createTermRows(tokenised, folded, weights);
    reduceTerms(rows, { matrix, column: hashedWidth, width: topicalWidth, scale: Math.sqrt(1 - literalShare) }, random);
  }
  return { matrix, spare: arena.createMatrix(rowCount, width) };
}

/** A handful of posts has fewer directions than posts. Whole vectors of columns, so that no kernel reads across rows. */
function countDirections(rowCount: number): number {
  return Math.floor(rowCount / ROWS_PER_DIRECTION / WIDTH_MULTIPLE) * WIDTH_MULTIPLE;
}
