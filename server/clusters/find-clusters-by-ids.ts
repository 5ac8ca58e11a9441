import { and, eq, inArray, sql } from 'drizzle-orm';
import { clusters, runClusters } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { type ClusterSummary, clusterColumns } from './cluster-summary.ts';
import { getCurrentRunId } from './current-run.ts';

/**
 * Clusters by their ids, in that order; a merged one is told, once, by the cluster it was merged into. Those that the
 * current run does not have are left out.
 */
export async function findClustersByIds(
  { db }: { db: Queryable },
  { clusterIds }: { clusterIds: readonly number[] },
): Promise<ClusterSummary[]> {
  const runId = await getCurrentRunId({ db });
  if (runId === null || clusterIds.length === 0) return [];
  const rootRows = await db
    .select({ id: clusters.id, rootId: sql`coalesce(${clusters.mergedIntoId}, ${clusters.id})`.mapWith(Number) })
    .from(clusters)
    .where(inArray(clusters.id, [...clusterIds]));
  const rootOf = new Map(rootRows.map(({ id, rootId }) => [id, rootId]));
  const roots = [...new Set(clusterIds.flatMap((id) => rootOf.get(id) ?? []))];
  if (roots.length === 0) return [];
  const rows = await db
    .select(clusterColumns)
    .from(clusters)
    .innerJoin(runClusters, and(eq(runClusters.clusterId, clusters.id), eq(runClusters.runId, runId)))
    .where(inArray(clusters.id, roots));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return roots.flatMap((id) => byId.get(id) ?? []);
}
