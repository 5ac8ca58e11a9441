import type { DrawnPosts } from '#pipelines/chance/draw-chance-posts.ts';
import type { Matrix } from '#pipelines/kernels/create-arena.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import { normalise } from './hash-terms.ts';
import type { PostMeanings } from './post-vectors.ts';

/** Signed vectors that a chance direction is the sum of: with so many it is near none of them. */
const ROWS_PER_CHANCE = 64;

/**
 * The semantic view from vectors of whole posts, less the mean of all posts, scaled to length `scale`, from `column` on.
 * A chance post means anything that could be meant here: a direction that the community's vectors spread in, and that is
 * no post's.
 *
 * @returns 1 for each row that has the view.
 */
export function embedPosts(
  ids: readonly string[],
  { folded, realCount }: DrawnPosts,
  { width, of }: PostMeanings,
  target: { readonly matrix: Matrix; readonly column: number; readonly scale: number },
  random: Random,
): Uint8Array {
  const { matrix, column, scale } = target;
  const viewOf = (row: number) => {
    const start = row * matrix.width + column;
    return matrix.values.subarray(start, start + width);
  };
  const hasView = new Uint8Array(matrix.rowCount);
  const mean = new Float64Array(width);
  let meanOf = 0;
  for (let row = 0; row < realCount; row += 1) {
    const vector = of.get(ids[folded.distinct[row]!]!);
    if (vector === undefined || vector.every((value) => value === 0)) continue;
    const view = viewOf(row);
    // First by its largest number: squares of very large ones would be none.
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let d = 0; d < width; d += 1) view[d] = vector[d]! / largest;
    normalise(view);
    for (let d = 0; d < width; d += 1) mean[d]! += view[d]!;
    hasView[row] = 1;
    meanOf += 1;
  }
  for (let row = 0; row < realCount; row += 1) {
    if (hasView[row] === 0) continue;
    const view = viewOf(row);
    for (let d = 0; d < width; d += 1) view[d]! -= mean[d]! / meanOf;
    normalise(view, scale);
  }
  const filled = Int32Array.from(hasView.keys()).filter((row) => row < realCount && hasView[row] === 1);
  for (let row = realCount; row < matrix.rowCount && filled.length > 0; row += 1) {
    hasView[row] = 1;
    const view = viewOf(row);
    for (let i = 0; i < ROWS_PER_CHANCE; i += 1) {
      const from = viewOf(filled[random.below(filled.length)]!);
      const sign = random.below(2) === 0 ? 1 : -1;
      for (let d = 0; d < width; d += 1) view[d]! += sign * from[d]!;
    }
    normalise(view, scale);
  }
  return hasView;
}
