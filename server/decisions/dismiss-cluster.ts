import { and, eq } from 'drizzle-orm';
import { clusters, runClusters } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { type DecisionOutcome, expectVersion, lockClusters, recordDecision } from './record-decision.ts';

const MAX_REASON_LENGTH = 500;

/**
 * Puts a cluster out of sight. It stays dismissed in every later run, which says how many posts came since.
 * @throws AppError `invalid`, `not_found`, `conflict`.
 */
export async function dismissCluster(
  { db }: { db: Database },
  {
    clusterId,
    reason,
    actor,
    expectedVersion,
  }: { clusterId: number; reason?: string | null; actor: Actor; expectedVersion?: number },
): Promise<DecisionOutcome> {
  const dismissReason = reason?.toWellFormed().replaceAll('\0', '').trim() || null;
  if (dismissReason && dismissReason.length > MAX_REASON_LENGTH) {
    throw new AppError('invalid', `A reason may have ${MAX_REASON_LENGTH} characters at most.`);
  }
  return db.transaction(async (tx) => {
    const runId = await holdCurrentRun(tx);
    const cluster = (await lockClusters(tx, [clusterId])).get(clusterId);
    if (!cluster) throw new Error('a locked cluster is missing');
    if (cluster.state === 'dismissed' && (cluster.dismissReason === dismissReason || dismissReason === null)) {
      return { status: 'unchanged', decisionId: null, version: cluster.version };
    }
    await expectVersion(tx, cluster, expectedVersion);

    const [counted] = await tx
      .select({ postCount: runClusters.postCount })
      .from(runClusters)
      .where(and(eq(runClusters.runId, runId), eq(runClusters.clusterId, clusterId)));
    const after = { state: 'dismissed' as const, dismissReason, dismissedPostCount: counted?.postCount ?? 0 };
    const { state, dismissReason: reasonBefore, dismissedPostCount } = cluster;
    const before = { state, dismissReason: reasonBefore, dismissedPostCount };
    const decisionId = await recordDecision(tx, { kind: 'dismiss', clusterId, actor, before, after });
    await tx.update(clusters).set(after).where(eq(clusters.id, clusterId));
    return { status: 'changed', decisionId, version: cluster.version + 1 };
  });
}
