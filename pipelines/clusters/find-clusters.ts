import { findCommunities, LEFT_OUT, renumber } from '#pipelines/graph/find-communities.ts';
import { linkSharedNeighbours } from '#pipelines/graph/link-shared-neighbours.ts';
import type { Neighbours } from '#pipelines/graph/top-neighbours.ts';
import type { Codes } from '#pipelines/kernels/create-arena.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import type { PipelineParameters } from '#pipelines/parameters.ts';
import { forceClusterCount } from './force-cluster-count.ts';
import type { Company } from './keep-company.ts';
import { createGroupMerger, cutMerges, mergeGroups } from './merge-groups.ts';
import type { WordsOfPosts } from './row-words.ts';
import { settleByWords } from './settle-by-words.ts';
import { createWordTest, type WordTest } from './tell-apart.ts';
import { undoMerges } from './undo-merges.ts';

/** Small communities are cut at least this finely; the merge below puts together what belongs together. */
const MIN_RESOLUTION = 16;
/** The merge compares micro-clusters pair by pair: their number must not grow with the largest communities. */
const MAX_RESOLUTION = 400;
/** Posts that have next to nothing in common make a micro-cluster each: of more than this many only the largest merge. */
const MAX_GROUPS = 6000;
/** Rows that are compared pair by pair when a group is split; larger ones hold no few matters. */
const MAX_SPLIT = 500;

/**
 * A cluster label for every row, counting from 0; where the number of clusters is not told, -1 for rows without company. Where fewer clusters are asked for than there are, those that there
 * are join so that rows scatter least; where more are asked for, the tree that they came from is cut further up.
 */
export function findClusters(
  rows: Codes,
  neighbours: Neighbours,
  parameters: PipelineParameters,
  mergeSimilarity: number,
  words: WordsOfPosts,
  keepCompany: Company | null,
  random: Random,
): Int32Array {
  const graph = linkSharedNeighbours(neighbours, rows.rowCount);
  const micro = findCommunities(
    graph,
    Math.min(MAX_RESOLUTION, Math.max(MIN_RESOLUTION, rows.rowCount * parameters.resolutionPerPost)),
    random,
  );
  const { clusterCount } = parameters;
  const microCount = keepLargest(micro, Math.max(MAX_GROUPS, clusterCount ?? 0));
  const merges = mergeGroups(rows, micro, microCount, 'average');
  const cut = cutMerges(merges, microCount, { threshold: mergeSimilarity });
  if (clusterCount === null) {
    const merged = { groups: micro, groupCount: microCount, merges, cut };
    // By vectors from outside posts may belong together that share no word.
    const areTold: WordTest =
      parameters.postVectors === null
        ? createWordTest(words.tokenised, words.folded)
        : (groups) => groups.map(() => true);
    const split = createSplit(rows, (1 + mergeSimilarity) / 2);
    return undoMerges(merged, keepCompany ?? ((all) => all), areTold, split);
  }
  const labels = micro.map((group) => cut[group] ?? LEFT_OUT);
  const naturalCount = renumber(labels);
  const [finer, count] = naturalCount > clusterCount ? [labels, naturalCount] : [micro, microCount];
  const tree = naturalCount > clusterCount ? mergeGroups(rows, labels, naturalCount, 'variance') : merges;
  const start = cutMerges(tree, count, { count: clusterCount });
  const forced = forceClusterCount(
    rows,
    finer.map((group) => start[group] ?? LEFT_OUT),
    clusterCount,
  );
  return settleByWords(rows, forced, words);
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
