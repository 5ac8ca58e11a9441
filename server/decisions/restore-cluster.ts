import { eq } from 'drizzle-orm';
import { clusters } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { type DecisionOutcome, expectVersion, lockClusters, recordDecision } from './record-decision.ts';

/** Brings a dismissed cluster back. @throws AppError `not_found`, `conflict`. */
export async function restoreCluster(
  { db }: { db: Database },
  { clusterId, actor, expectedVersion }: { clusterId: number; actor: Actor; expectedVersion?: number },
): Promise<DecisionOutcome> {
  return db.transaction(async (tx) => {
    await holdCurrentRun(tx);
    const cluster = (await lockClusters(tx, [clusterId])).get(clusterId);
    if (!cluster) throw new Error('a locked cluster is missing');
    if (cluster.state === 'open') return { status: 'unchanged', decisionId: null, version: cluster.version };
    await expectVersion(tx, cluster, expectedVersion);

    const { state, dismissReason, dismissedPostCount } = cluster;
    const after = { state: 'open' as const, dismissReason: null, dismissedPostCount: null };
    const decisionId = await recordDecision(tx, {
      kind: 'restore',
      clusterId,
      actor,
      before: { state, dismissReason, dismissedPostCount },
      after,
    });
    await tx.update(clusters).set(after).where(eq(clusters.id, clusterId));
    return { status: 'changed', decisionId, version: cluster.version + 1 };
  });
}
