import { findCommunities, renumber } from '#pipelines/graph/find-communities.ts';
import { linkSharedNeighbours } from '#pipelines/graph/link-shared-neighbours.ts';
import type { Neighbours } from '#pipelines/graph/top-neighbours.ts';
import type { Matrix } from '#pipelines/kernels/create-arena.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import type { PipelineParameters } from '#pipelines/parameters.ts';
import { forceClusterCount } from './force-cluster-count.ts';
import { cutMerges, mergeAverageLink } from './merge-average-link.ts';

/** Small communities are cut at least this finely; the merge below puts together what belongs together. */
const MIN_RESOLUTION = 16;
/** The merge compares micro-clusters pair by pair: their number must not grow with the largest communities. */
const MAX_RESOLUTION = 400;

/** A cluster label for every row, counting from 0. */
export function findClusters(
  matrix: Matrix,
  neighbours: Neighbours,
  parameters: PipelineParameters,
  mergeSimilarity: number,
  random: Random,
): Int32Array {
  const graph = linkSharedNeighbours(neighbours, matrix.rowCount);
  const micro = findCommunities(
    graph,
    Math.min(MAX_RESOLUTION, Math.max(MIN_RESOLUTION, matrix.rowCount * parameters.resolutionPerPost)),
    random,
  );
  const microCount = renumber(micro);
  const merges = mergeAverageLink(matrix, micro, microCount);
  if (parameters.clusterCount !== null) {
    const start = cutMerges(merges, microCount, { count: parameters.clusterCount });
    return forceClusterCount(
      matrix,
      micro.map((group) => start[group]!),
      parameters.clusterCount,
      random,
    );
  }
  const cut = cutMerges(merges, microCount, { threshold: mergeSimilarity });
  const labels = micro.map((group) => cut[group]!);
  renumber(labels);
  return labels;
}
