import { desc, inArray, sql } from 'drizzle-orm';
import { clusters, decisions } from '#db/schema.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { describeAge } from './describe-age.ts';
import { describeDecision } from './describe-decision.ts';

export type LockedCluster = typeof clusters.$inferSelect;
/** A cluster to decide on, and its version as the person saw it; without it they decide whatever came between. */
export type Target = { readonly clusterId: number; readonly expectedVersion?: number | undefined };

/**
 * Holds clusters until the transaction ends, in the order of their ids, so that two decisions cannot wait for each other.
 * @returns them in the order given.
 * @throws AppError `not_found` for ids that are no cluster, or one that nobody was ever shown.
 */
export async function lockClusters(tx: Queryable, clusterIds: readonly number[]): Promise<Map<number, LockedCluster>> {
  if (clusterIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(clusters)
    .where(sql`${inArray(clusters.id, [...clusterIds])} and exists (
      select 1 from run_clusters rc join runs r on r.id = rc.run_id
      where rc.cluster_id = ${clusters.id} and r.checkpoint->>'phase' = 'published')`)
    .orderBy(clusters.id)
    .for('update');
  const byId = new Map(rows.map((row) => [row.id, row]));
  const locked = new Map<number, LockedCluster>();
  for (const id of clusterIds) {
    const row = byId.get(id);
    if (!row) throw new AppError('not_found', `There is no cluster ${id}.`);
    locked.set(id, row);
  }
  return locked;
}

/**
 * Holds the decision against what the person saw when they made it.
 * @throws AppError `conflict` that says who changed a cluster meanwhile, when and how. Nothing was written, so that what
 * they typed can be sent again with the version in `details`.
 */
export async function expectVersions(
  tx: Queryable,
  locked: ReadonlyMap<number, LockedCluster>,
  targets: readonly Target[],
): Promise<void> {
  for (const { clusterId, expectedVersion } of targets) {
    const version = locked.get(clusterId)?.version;
    if (expectedVersion === undefined || version === undefined || expectedVersion === version) continue;
    // The first one that differs ends it.
    throw await describeConflict(tx, { clusterId, version, expectedVersion });
  }
}

async function describeConflict(
  tx: Queryable,
  { clusterId, version, expectedVersion }: { clusterId: number; version: number; expectedVersion: number },
): Promise<AppError> {
  const [last] = await tx
    .select({
      decision: decisions,
      ageMs: sql`extract(epoch from now() - ${decisions.createdAt}) * 1000`.mapWith(Number),
    })
    .from(decisions)
    .where(sql`${decisions.clusterIds} @> array[${idList([clusterId])}]::bigint[]`)
    .orderBy(desc(decisions.id))
    .limit(1);
  const details = { clusterId, version, expectedVersion };
  if (!last) return new AppError('conflict', 'This cluster changed since you opened it. Look at it again.', details);
  const { decision, ageMs } = last;
  return new AppError(
    'conflict',
    `${decision.actorName} ${describeDecision(decision, { clusterId })} ${describeAge(ageMs)}. Look at it again before you decide.`,
    {
      ...details,
      decision: {
        id: decision.id,
        kind: decision.kind,
        actorName: decision.actorName,
        createdAt: decision.createdAt.toISOString(),
        after: decision.after,
      },
    },
  );
}
