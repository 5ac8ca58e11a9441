import { ONE } from '#pipelines/kernels/assemble-kernels.ts';
import type { Codes } from '#pipelines/kernels/create-arena.ts';
import { addRow } from '#pipelines/kernels/encode-rows.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';

/** A cluster by numbers, most central first. */
export type GatheredCluster = {
  /** What its rows are labelled with. */
  readonly label: number;
  /** Distinct rows. */
  readonly rows: Int32Array;
  /** All posts, duplicates beside the post that stands for them. */
  readonly postNumbers: readonly number[];
  /** Fit of each of `postNumbers`, 0..1. */
  readonly scores: readonly number[];
};

/** Turns row labels (-1: unplaced) and fits into member lists. A cluster lives when it has `minSize` posts. */
export function gatherMembers(
  labels: Int32Array,
  fits: Float64Array,
  folded: FoldedPosts,
  minSize: number,
): GatheredCluster[] {
  const postsOf = groupPosts(folded);
  const clusters = [...groupRows(labels)].map(([label, rows]) => {
    const order = rows.sort((a, b) => fits[b]! - fits[a]! || a - b);
    const postNumbers = order.flatMap((row) => postsOf[row]!);
    const scores = order.flatMap((row) => postsOf[row]!.map(() => fits[row]!));
    return { label, rows: Int32Array.from(order), postNumbers, scores };
  });
  return clusters.filter(({ postNumbers }) => postNumbers.length >= minSize);
}

/** Fit of each row: cosine to its cluster's mean direction, lowered where few near posts agree. */
export function measureFits(all: Codes, labels: Int32Array, belonging: Float64Array): Float64Array {
  const fits = new Float64Array(labels.length);
  for (const rows of groupRows(labels).values()) {
    for (const [index, fit] of scoreRows(all, rows, belonging).entries()) fits[rows[index]!] = fit;
  }
  return fits;
}

function groupRows(labels: Int32Array): Map<number, number[]> {
  const rowsOf = new Map<number, number[]>();
  for (const label of labels) if (label >= 0 && !rowsOf.has(label)) rowsOf.set(label, []);
  for (const [row, label] of labels.entries()) if (label >= 0) rowsOf.get(label)!.push(row);
  return rowsOf;
}

function groupPosts(folded: FoldedPosts): number[][] {
  const posts: number[][] = Array.from(folded.distinct, () => []);
  for (const [post, row] of folded.standIn.entries()) posts[row]!.push(post);
  return posts;
}

function scoreRows(all: Codes, rows: readonly number[], belonging: Float64Array): number[] {
  const mean = new Float64Array(all.width);
  for (const row of rows) addRow(all, row, mean);
  const length = Math.sqrt(mean.reduce((sum, value) => sum + value * value, 0));
  return rows.map((row) => {
    let dot = 0;
    for (let d = 0; d < all.width; d += 1) dot += mean[d]! * all.values[row * all.width + d]!;
    const fit = length === 0 ? 0 : dot / length / ONE;
    return roundTo(Math.min(1, Math.max(0, fit * (0.5 + belonging[row]! / 2))), 4);
  });
}
