import { fadeFarNeighbours } from '#pipelines/graph/fade-far-neighbours.ts';
import { findCommunities, LEFT_OUT, renumber } from '#pipelines/graph/find-communities.ts';
import { linkSharedNeighbours } from '#pipelines/graph/link-shared-neighbours.ts';
import type { Neighbours } from '#pipelines/graph/top-neighbours.ts';
import type { Codes } from '#pipelines/kernels/create-arena.ts';
import type { PipelineParameters } from '#pipelines/parameters.ts';
import type { Pool } from '#pipelines/pool.ts';
import type { Company } from './keep-company.ts';
import { createGroupMerger, cutMerges, mergeGroups } from './merge-groups.ts';
import type { WordsOfPosts } from './row-words.ts';
import { createWordTest } from './tell-apart.ts';
import { type MergedGroups, undoMerges } from './undo-merges.ts';

/** Small communities are cut at least this finely; the merge below puts together what belongs together. */
const MIN_RESOLUTION = 16;
/** Shares of what the nearest are, after smoothing: neighbours that are less alike link less. */
const FADING = { none: 0.75, whole: 0.95 } as const;
/** The merge compares micro-clusters pair by pair: their number must not grow with the largest communities. */
const MAX_RESOLUTION = 400;
/** Posts that have next to nothing in common make a micro-cluster each: of more than this many only the largest merge. */
const MAX_GROUPS = 6000;
/** Rows that are compared pair by pair when a group is split; larger ones hold no few matters. */
const MAX_SPLIT = 500;

/** What there is to tell clusters by. */
export type Clusterable = {
  /** Smoothed: matters stand clear of one another. */
  readonly rows: Codes;
  /** Of the rows. */
  readonly lots: Uint32Array;
  readonly neighbours: Neighbours;
  readonly words: WordsOfPosts;
  readonly keepCompany: Company;
  /** Micro-clusters whose rows are at least this alike in the mean are one cluster. */
  readonly mergeSimilarity: number;
  readonly pool: Pool;
};

/** A cluster label for every row, counting from 0, -1 for rows without company: number and size of clusters come from the posts. */
export function findClusters(input: Clusterable, parameters: PipelineParameters): Int32Array {
  return labelFound(input, parameters, mergeMicroClusters(input, parameters));
}

/** Many small clusters, and the tree that they join to. */
export function mergeMicroClusters(
  { rows, lots, neighbours, mergeSimilarity }: Clusterable,
  { resolutionPerPost, clusterCount }: PipelineParameters,
): MergedGroups {
  const graph = linkSharedNeighbours(fadeFarNeighbours(neighbours, FADING), rows.rowCount);
  const resolution = Math.min(MAX_RESOLUTION, Math.max(MIN_RESOLUTION, rows.rowCount * resolutionPerPost));
  const groups = findCommunities(graph, resolution, lots);
  const groupCount = keepLargest(groups, Math.max(MAX_GROUPS, clusterCount ?? 0));
  const merges = mergeGroups(rows, groups, groupCount, 'average');
  return { groups, groupCount, merges, cut: cutMerges(merges, groupCount, { threshold: mergeSimilarity }) };
}

/** Of the tree, the clusters that words tell apart, without the rows that have no company there. */
export function labelFound(
  { rows, words, keepCompany, mergeSimilarity, pool }: Clusterable,
  { postVectors }: PipelineParameters,
  merged: MergedGroups,
): Int32Array {
  // By vectors from outside posts may belong together that share no word.
  const split = createSplit(rows, (1 + mergeSimilarity) / 2);
  if (postVectors !== null) return undoMerges(merged, keepCompany, (groups) => groups.map(() => true), split);
  const { areTold, close } = createWordTest(words.tokenised, words.folded, pool);
  const labels = undoMerges(merged, keepCompany, areTold, split);
  close();
  return labels;
}

/** Splits some of the rows into parts that are at least so alike in the mean. */
function createSplit(rows: Codes, threshold: number): (some: Int32Array) => Int32Array[] {
  const labels = new Int32Array(rows.rowCount).fill(LEFT_OUT);
  const merge = createGroupMerger(rows, MAX_SPLIT);
  return (some) => {
    if (some.length > MAX_SPLIT) return [];
    for (const [i, row] of some.entries()) labels[row] = i;
    const cut = cutMerges(merge(labels, some.length, 'average'), some.length, { threshold });
    for (const row of some) labels[row] = LEFT_OUT;
    const parts = new Map<number, number[]>();
    for (const [i, row] of some.entries()) parts.set(cut[i]!, [...(parts.get(cut[i]!) ?? []), row]);
    return [...parts.values()].map((part) => Int32Array.from(part));
  };
}

/** Renames groups to 0..count-1. Where there are more than `most`, rows of the smallest are left out; returns the count. */
function keepLargest(groups: Int32Array, most: number): number {
  const count = renumber(groups);
  if (count <= most) return count;
  const sizes = new Int32Array(count);
  for (const group of groups) sizes[group]! += 1;
  const largest = Int32Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const nameOf = new Int32Array(count).fill(LEFT_OUT);
  for (const [name, group] of largest.subarray(0, most).entries()) nameOf[group] = name;
  for (const [row, group] of groups.entries()) groups[row] = nameOf[group]!;
  return most;
}
