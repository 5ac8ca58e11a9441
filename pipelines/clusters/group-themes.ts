import { type Codes, codeBytes, createArena, padRows } from '#pipelines/kernels/create-arena.ts';
import { addRow, encodeRow, PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import { normalise } from '#pipelines/vectors/hash-terms.ts';
import { cutMerges, mergeGroups } from './merge-groups.ts';

/** Fewer clusters are looked through without headings. */
export const FEWEST_FOR_THEMES = 24;
/** What is near in a community: the similarity that this share of all pairs of clusters reaches... */
const NEAREST_SHARE = 0.03;
/** ...and clusters join down to this part of it, so that clear groups are not cut where the share happens to end. */
const SLACK = 0.65;

/**
 * Themes over clusters: the number of each cluster's theme, counting from 0, or -1 where it is like nothing else. Mean
 * directions of the clusters, less what all have in common, join by average link down to a part of the similarity that the
 * nearest pairs have: it follows how far apart the matters of a community lie.
 *
 * @param rows that clusters were found among, with their `labels`.
 * @param wanted labels of the clusters that live.
 * @returns beside `wanted`.
 */
export function groupThemes(rows: Codes, labels: Int32Array, wanted: readonly number[]): Int32Array {
  const count = wanted.length;
  const themes = new Int32Array(count).fill(-1);
  if (count < FEWEST_FOR_THEMES) return themes;
  const directions = averageRows(rows, labels, wanted);
  const own = Int32Array.from({ length: count }, (_, cluster) => cluster);
  const threshold = findThreshold(directions);
  const groups = cutMerges(mergeGroups(directions, own, count, 'average'), count, { threshold });
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const numbers = new Map<number, number>();
  for (const [cluster, group] of groups.entries()) {
    if (sizes.get(group) === 1) continue;
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    themes[cluster] = numbers.get(group) ?? -1;
  }
  return themes;
}

/** Mean direction of each cluster's rows, as it differs from the mean of all of them, with unit length. */
function averageRows(rows: Codes, labels: Int32Array, wanted: readonly number[]): Codes {
  const { width } = rows;
  const means = wanted.map(() => new Float32Array(width));
  const meanOf = new Map(wanted.map((label, place) => [label, means[place]]));
  for (const [row, label] of labels.entries()) {
    const mean = meanOf.get(label);
    if (mean) addRow(rows, row, mean);
  }
  const common = new Float64Array(width);
  for (const mean of means) {
    normalise(mean);
    for (const [d, value] of mean.entries()) common[d] = (common[d] ?? 0) + value / wanted.length;
  }
  const stride = padRows(wanted.length);
  const arena = createArena(codeBytes(wanted.length, width) + (wanted.length + 4) * stride * 4);
  const directions = arena.createCodes(wanted.length, width);
  for (const [place, mean] of means.entries()) {
    for (const [d, value] of mean.entries()) mean[d] = value - (common[d] ?? 0);
    normalise(mean);
    encodeRow(mean, directions, place);
  }
  return directions;
}

/** Down to which similarity rows have something in common: a part of that of the nearest pairs, and never what is unlike. */
function findThreshold(directions: Codes): number {
  const { rowCount: count, arena } = directions;
  const stride = padRows(count);
  const products = arena.createInts((count + 4) * stride);
  const all = { codes: directions, start: 0, count };
  arena.dotBlockCodes(all, all, products);
  const pairs = new Float32Array((count * (count - 1)) / 2);
  let next = 0;
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      pairs[next] = (products.values[a * stride + b] ?? 0) * PER_PRODUCT;
      next += 1;
    }
  }
  pairs.sort();
  return SLACK * Math.max(0.05, pairs[Math.floor(pairs.length * (1 - NEAREST_SHARE))] ?? 1);
}
