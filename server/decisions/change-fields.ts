import type { DecisionKind } from '#db/schema.ts';
import type { Fields } from '#pipelines/curation/change.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { expectVersions, type LockedCluster, lockClusters, type Target } from './lock-clusters.ts';
import { type DecisionOutcome, recordDecision } from './record-decision.ts';

/** One cluster, or with `targets` many in one decision. */
export type Targets = Target | { readonly targets: readonly Target[] };

/** Clusters that one decision may be about. */
export const MAX_TARGETS = 5000;

/**
 * Sets what people decide about clusters, in one decision for all of them.
 * @param fieldsOf is given each cluster as it is, and the run that everybody sees.
 * @throws AppError `invalid`, `not_found`, `conflict`.
 */
export async function changeFields(
  { db }: { db: Database },
  {
    kind,
    actor,
    fieldsOf,
    ...chosen
  }: Targets & {
    kind: DecisionKind;
    actor: Actor;
    fieldsOf: (
      clusters: readonly LockedCluster[],
      tx: Queryable,
      runId: number,
    ) => Promise<ReadonlyMap<number, Fields>>;
  },
): Promise<DecisionOutcome> {
  const targets = listTargets(chosen);
  return db.transaction(async (tx) => {
    const runId = await holdCurrentRun(tx);
    const locked = await lockClusters(
      tx,
      targets.map(({ clusterId }) => clusterId),
    );
    const fields = await fieldsOf([...locked.values()], tx, runId);
    const isNews = [...locked].some(([id, cluster]) => differs(cluster, fields.get(id) ?? {}));
    // Whoever decides what is so already needs to see nothing new.
    if (isNews) await expectVersions(tx, locked, targets);
    const clusters = Object.fromEntries([...fields].map(([id, set]) => [String(id), set]));
    return recordDecision(tx, { kind, actor, locked, change: { clusters }, runId });
  });
}

/** @throws AppError `invalid` for none or too many. */
export function listTargets(chosen: Targets): readonly Target[] {
  const targets = 'targets' in chosen ? chosen.targets : [chosen];
  const unique = [...new Map(targets.map((target) => [target.clusterId, target])).values()];
  if (unique.length === 0) throw new AppError('invalid', 'Choose at least one cluster.');
  if (unique.length > MAX_TARGETS) throw new AppError('invalid', `Choose ${MAX_TARGETS} clusters at most at a time.`);
  return unique;
}

function differs(cluster: LockedCluster, fields: Fields): boolean {
  const known = JSON.parse(JSON.stringify(cluster)) as Record<string, unknown>;
  return Object.entries(fields).some(([name, value]) => known[name] !== value);
}
