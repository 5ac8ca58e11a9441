import { and, eq, sql } from 'drizzle-orm';
import { clusters, runClusters, type SourceWeekPoint } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { countAlsoPosts } from '#server/passages/find-also-posts.ts';
import { type ClusterSummary, clusterColumns } from './cluster-summary.ts';
import { getCurrentRunId } from './current-run.ts';

export type ClusterDetail = ClusterSummary & {
  /** What the engine calls it; differs from `title` once a person named it. */
  readonly runTitle: string;
  readonly isNamed: boolean;
  readonly exemplarPostIds: readonly number[];
  /** Posts of other clusters, or of none, with a passage about it. */
  readonly alsoCount: number;
  readonly sourceWeeks: readonly SourceWeekPoint[];
};

/** A merged cluster answers as the cluster it was merged into. @throws AppError `not_found`. */
export async function getCluster(
  { db }: { db: Queryable },
  { clusterId }: { clusterId: number },
): Promise<ClusterDetail> {
  const runId = await getCurrentRunId({ db });
  const [row] = await db
    .select({
      ...clusterColumns,
      runTitle: runClusters.title,
      isNamed: sql<boolean>`${clusters.name} is not null`,
      exemplarPostIds: runClusters.exemplarPostIds,
      sourceWeeks: runClusters.sourceWeeks,
    })
    .from(clusters)
    .innerJoin(runClusters, and(eq(runClusters.clusterId, clusters.id), eq(runClusters.runId, runId ?? 0)))
    .where(
      sql`${clusters.id} = coalesce((select c.merged_into_id from clusters c where c.id = ${clusterId}), ${clusterId})`,
    );
  if (!row) throw new AppError('not_found', `There is no cluster ${clusterId} in the current run.`);
  return { ...row, alsoCount: await countAlsoPosts({ db }, { clusterId: row.id }) };
}
