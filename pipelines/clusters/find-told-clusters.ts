import { LEFT_OUT, renumber } from '#pipelines/graph/find-communities.ts';
import { type Codes, type LentRows, lendRows, openCodes } from '#pipelines/kernels/create-arena.ts';
import { summerBytes } from '#pipelines/kernels/encode-rows.ts';
import type { PipelineParameters } from '#pipelines/parameters.ts';
import { mapPieces, type Task } from '#pipelines/pool.ts';
import type { RunStage } from '#pipelines/stage.ts';
import { clusterSpherically, measureFit } from './cluster-spherically.ts';
import { type Clusterable, labelFound, mergeMicroClusters } from './find-clusters.ts';
import { forceClusterCount } from './force-cluster-count.ts';
import { cutMerges, mergeGroups } from './merge-groups.ts';
import { listRowWords, type RowWords } from './row-words.ts';
import { settleByWords } from './settle-by-words.ts';
import type { MergedGroups } from './undo-merges.ts';

/** Of these a start makes no more. */
const SUMMERS = 2;
const MOST_STARTS = 3;

/** Bytes that the threads of a pool of this size take of the arena of either rows. */
export function leadingBytes(width: number, size: number): number {
  // One thread may lead all starts.
  return size * MOST_STARTS * SUMMERS * summerBytes(width);
}

/**
 * As many clusters as are told, every row in one of them. Several partitions are led there, since matters of like size want another start than
 * those of which some are many times as large; the rows as they were before smoothing, which none of them was made from, decide between them.
 */
export function findToldClusters(
  input: Clusterable,
  { clusterCount: count, unsmoothed }: { readonly clusterCount: number; readonly unsmoothed: Codes },
  parameters: PipelineParameters,
  run: RunStage,
): Int32Array {
  const { rows, pool } = input;
  const { starts, words } = run('clusters', rows.rowCount, () => {
    const merged = mergeMicroClusters(input, parameters);
    const joined = joinGroups(rows, merged.groups, merged.groupCount, count);
    const starts = [joined, ...leadFromClusters(input, merged, count, parameters)];
    return { starts, words: listRowWords(input.words, count) };
  });
  const led = run('clusters', rows.rowCount, () => {
    const lend = (codes: Codes) => lendRows(codes, pool.size, leadingBytes(codes.width, 1));
    return mapPieces(pool, LEAD_TO_COUNT, { rows: lend(rows), unsmoothed: lend(unsmoothed), words, count }, starts);
  });
  return led.reduce((best, next) => (next.fit > best.fit ? next : best)).labels;
}

type Leading = {
  readonly rows: LentRows;
  readonly unsmoothed: LentRows;
  readonly words: RowWords;
  readonly count: number;
};

/** Leads the clusters that rows start with to as many as are told. */
export const LEAD_TO_COUNT: Task<Leading, Int32Array, { labels: Int32Array; fit: number }> = {
  name: 'lead-to-count',
  prepare(shared, hand) {
    const { words, count } = shared;
    const [rows, unsmoothed] = [openCodes(shared.rows, hand), openCodes(shared.unsmoothed, hand)];
    return (start) => {
      const labels = settleByWords(rows, forceClusterCount(rows, start, count), words);
      return { labels, fit: measureFit(unsmoothed, labels, count) };
    };
  },
};

/** The clusters that the tree gives by itself, joined; where there are too few, the tree is cut further up, and those that words tell apart are split. */
function leadFromClusters(
  input: Clusterable,
  merged: MergedGroups,
  count: number,
  parameters: PipelineParameters,
): Int32Array[] {
  const { groups, groupCount, merges, cut } = merged;
  const natural = nameBy(groups, cut);
  const naturalCount = renumber(natural);
  if (naturalCount > count) return [joinGroups(input.rows, natural, naturalCount, count)];
  const tree = nameBy(groups, cutMerges(merges, groupCount, { count }));
  const found = labelFound(input, parameters, merged);
  const foundCount = renumber(found);
  return foundCount === 0 ? [tree] : [tree, placeAll(input.rows, found, foundCount)];
}

/** Joins groups of rows so that they scatter least, down to `count`; fewer stay as they are. */
function joinGroups(rows: Codes, labels: Int32Array, groupCount: number, count: number): Int32Array {
  if (groupCount <= count) return labels;
  const merges = mergeGroups(rows, labels, groupCount, 'variance');
  return nameBy(labels, cutMerges(merges, groupCount, { count }));
}

/** Every row in one of the found clusters. */
function placeAll(rows: Codes, found: Int32Array, foundCount: number): Int32Array {
  const { labels } = clusterSpherically(rows, foundCount, found, 0);
  return found.map((label, row) => (label === LEFT_OUT ? labels[row]! : label));
}

function nameBy(groups: Int32Array, names: Int32Array): Int32Array {
  return groups.map((group) => names[group] ?? LEFT_OUT);
}
