import type { RunContext } from '#server/runs/run.ts';
import { recountClusters } from './recount-clusters.ts';
import { nameStage } from './stage-names.ts';

/** Posts counted in one statement, which the embedded database does in about 50 ms; a larger cluster stands alone. */
const POSTS_PER_BATCH = 1000;
const CLUSTERS_PER_BATCH = 100;

/** Counts clusters of the context's run. @param sizes id and about how many posts, which decides the batches. */
export async function recountInBatches(
  context: RunContext,
  {
    sizes,
    stage = nameStage('count'),
  }: { sizes: readonly (readonly [clusterId: number, postCount: number])[]; stage?: string },
): Promise<void> {
  const totalCount = sizes.reduce((sum, [, postCount]) => sum + postCount, 0);
  context.report({ stage, doneCount: 0, totalCount });
  let doneCount = 0;
  let batch: number[] = [];
  let batchCount = 0;
  for (const [i, [clusterId, postCount]] of sizes.entries()) {
    batch.push(clusterId);
    batchCount += postCount;
    if (batchCount < POSTS_PER_BATCH && batch.length < CLUSTERS_PER_BATCH && i < sizes.length - 1) continue;
    const clusterIds = batch;
    await context.commit(null, (tx) => recountClusters(tx, { runId: context.run.id, clusterIds }));
    doneCount += batchCount;
    context.report({ doneCount });
    batch = [];
    batchCount = 0;
  }
}
