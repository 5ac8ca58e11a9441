import { desc, inArray, sql } from 'drizzle-orm';
import { clusters, type DecisionKind, decisions } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { describeDecision } from './describe-decision.ts';

export type LockedCluster = typeof clusters.$inferSelect;

/** What a decision came to. `unchanged`: all was so already, nothing was recorded. */
export type DecisionOutcome = {
  readonly status: 'changed' | 'unchanged';
  readonly decisionId: number | null;
  /** The cluster's version now, for the next decision's `expectedVersion`. */
  readonly version: number;
};

/**
 * Holds clusters until the transaction ends, in the order of their ids, so that two decisions cannot wait for each other.
 * @throws AppError `not_found` for ids that are no cluster, or one that nobody was ever shown.
 */
export async function lockClusters(tx: Queryable, clusterIds: readonly number[]): Promise<Map<number, LockedCluster>> {
  const rows = await tx
    .select()
    .from(clusters)
    .where(sql`${inArray(clusters.id, [...clusterIds])} and exists (
      select 1 from run_clusters rc join runs r on r.id = rc.run_id
      where rc.cluster_id = ${clusters.id} and r.checkpoint->>'phase' = 'published')`)
    .orderBy(clusters.id)
    .for('update');
  const locked = new Map(rows.map((row) => [row.id, row]));
  for (const id of clusterIds) {
    if (!locked.has(id)) throw new AppError('not_found', `There is no cluster ${id}.`);
  }
  return locked;
}

/**
 * Holds the decision against what the person saw when they made it.
 * @throws AppError `conflict` that says who changed the cluster meanwhile, when and how, and keeps nothing from being
 * sent again with the new version.
 */
export async function expectVersion(
  tx: Queryable,
  cluster: Pick<LockedCluster, 'id' | 'version'>,
  expectedVersion: number | undefined,
): Promise<void> {
  if (expectedVersion === undefined || expectedVersion === cluster.version) return;
  const [last] = await tx
    .select({
      decision: decisions,
      ageMs: sql`extract(epoch from now() - ${decisions.createdAt}) * 1000`.mapWith(Number),
    })
    .from(decisions)
    .where(sql`${decisions.clusterId} = ${cluster.id} or (${decisions.after}->>'toClusterId')::bigint = ${cluster.id}`)
    .orderBy(desc(decisions.id))
    .limit(1);
  const details = { version: cluster.version, expectedVersion };
  if (!last) throw new AppError('conflict', 'This cluster changed since you opened it. Look at it again.', details);
  const { decision, ageMs } = last;
  throw new AppError(
    'conflict',
    `${decision.actorName} ${describeDecision(decision)} ${describeAge(ageMs)}. Look at it again before you decide.`,
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

/** Appends to the log and counts the touched clusters' versions on. @returns the decision's id. */
export async function recordDecision(
  tx: Queryable,
  {
    kind,
    clusterId,
    actor,
    before,
    after,
    touchedIds = [clusterId],
  }: {
    kind: DecisionKind;
    clusterId: number;
    actor: Pick<Actor, 'id' | 'name'>;
    before: Record<string, unknown>;
    after: Record<string, unknown>;
    touchedIds?: readonly number[];
  },
): Promise<number> {
  const [decision] = await tx
    .insert(decisions)
    .values({ kind, clusterId, actor: actor.id, actorName: actor.name, before, after })
    .returning({ id: decisions.id });
  if (!decision) throw new Error('insert returned no decision');
  await tx
    .update(clusters)
    .set({ version: sql`${clusters.version} + 1`, updatedAt: sql`now()` })
    .where(inArray(clusters.id, [...touchedIds]));
  return decision.id;
}

function describeAge(ageMs: number): string {
  const minutes = Math.round(ageMs / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes === 1) return 'a minute ago';
  if (minutes < 60) return `${minutes} minutes ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return hours === 1 ? 'an hour ago' : `${hours} hours ago`;
  const days = Math.round(hours / 24);
  return days === 1 ? 'a day ago' : `${days} days ago`;
}
