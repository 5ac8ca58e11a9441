import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import { findFamilyRoots } from '#server/clusters/find-family-roots.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { MAX_TARGETS } from './change-fields.ts';
import { expectVersions, lockClusters, type Target } from './lock-clusters.ts';
import { type DecisionOutcome, recordDecision } from './record-decision.ts';

/**
 * Merges clusters into one, which keeps its name, owner and state. They stay merged in every later run, and what looks
 * like them joins the survivor. One write for each, however many posts they hold.
 * @param intoClusterId the survivor; of one that was itself merged, the cluster that it went into.
 * @throws AppError `invalid`, `not_found`, `conflict`.
 */
export async function mergeClusters(
  { db }: { db: Database },
  {
    targets,
    intoClusterId,
    expectedVersion,
    suggestionId,
    actor,
  }: {
    targets: readonly Target[];
    intoClusterId: number;
    expectedVersion?: number | undefined;
    suggestionId?: number;
    actor: Actor;
  },
): Promise<DecisionOutcome> {
  if (targets.length === 0) throw new AppError('invalid', 'Choose at least one other cluster to merge.');
  if (targets.length > MAX_TARGETS) throw new AppError('invalid', `Merge ${MAX_TARGETS} clusters at most at a time.`);
  return db.transaction(async (tx) => {
    const runId = await holdCurrentRun(tx);
    await lockClusters(tx, [intoClusterId, ...targets.map(({ clusterId }) => clusterId)]);
    const [intoId] = await findFamilyRoots(tx, [intoClusterId]);
    if (intoId === undefined) throw new Error('a locked cluster has no root');
    const rootIds = await findFamilyRoots(
      tx,
      targets.map(({ clusterId }) => clusterId),
    );
    const mergedIds = rootIds.filter((id) => id !== intoId).sort((a, b) => a - b);
    const locked = await lockClusters(tx, [intoId, ...mergedIds]);
    if (mergedIds.length > 0) {
      await expectVersions(tx, locked, [...targets, { clusterId: intoClusterId, expectedVersion }]);
    }
    const clusters = Object.fromEntries(mergedIds.map((id) => [String(id), { mergeTargetId: intoId }]));
    return recordDecision(tx, {
      kind: 'merge',
      actor,
      locked,
      change: { clusters },
      runId,
      ...(suggestionId ? { suggestionId } : {}),
    });
  });
}
