import type { Matrix } from '#pipelines/kernels/create-arena.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';

/** A cluster by numbers, most central first. */
export type GatheredCluster = {
  /** Distinct rows. */
  readonly rows: Int32Array;
  /** All posts, duplicates beside the post that stands for them. */
  readonly postNumbers: readonly number[];
  /** Fit of each of `postNumbers`, 0..1: cosine to the cluster's mean direction, lowered where few near posts agree. */
  readonly scores: readonly number[];
};

/** Turns row labels (-1: unplaced) into member lists. A cluster lives when it has `minSize` posts. */
export function gatherMembers(
  matrix: Matrix,
  labels: Int32Array,
  belonging: Float64Array,
  folded: FoldedPosts,
  minSize: number,
): GatheredCluster[] {
  const rowsOf = new Map<number, number[]>();
  for (const label of labels) if (label >= 0 && !rowsOf.has(label)) rowsOf.set(label, []);
  for (const [row, label] of labels.entries()) if (label >= 0) rowsOf.get(label)!.push(row);
  const postsOf = groupPosts(folded);
  const clusters = [...rowsOf.values()].map((rows) => {
    const fits = scoreRows(matrix, rows, belonging);
    const order = [...rows.keys()].sort((a, b) => fits[b]! - fits[a]! || rows[a]! - rows[b]!);
    const postNumbers = order.flatMap((index) => postsOf[rows[index]!]!);
    const scores = order.flatMap((index) => postsOf[rows[index]!]!.map(() => fits[index]!));
    return { rows: Int32Array.from(order, (index) => rows[index]!), postNumbers, scores };
  });
  return clusters.filter(({ postNumbers }) => postNumbers.length >= minSize);
}

function groupPosts(folded: FoldedPosts): number[][] {
  const posts: number[][] = Array.from(folded.distinct, () => []);
  for (const [post, row] of folded.standIn.entries()) posts[row]!.push(post);
  return posts;
}

function scoreRows(matrix: Matrix, rows: readonly number[], belonging: Float64Array): number[] {
  const mean = new Float64Array(matrix.width);
  for (const row of rows) for (let d = 0; d < matrix.width; d += 1) mean[d]! += matrix.values[row * matrix.width + d]!;
  let square = 0;
  for (const value of mean) square += value * value;
  const norm = Math.sqrt(square);
  return rows.map((row) => {
    let dot = 0;
    for (let d = 0; d < matrix.width; d += 1) dot += mean[d]! * matrix.values[row * matrix.width + d]!;
    const fit = norm === 0 ? 0 : dot / norm;
    return roundTo(Math.min(1, Math.max(0, fit * (0.5 + belonging[row]! / 2))), 4);
  });
}
