import { sql } from 'drizzle-orm';
import { decisions } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { recountClusters } from '#server/clusters/recount-clusters.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { describeDecision } from './describe-decision.ts';
import { findRedoConflicts, findUndoConflicts } from './find-conflicts.ts';
import { findHolding } from './find-places.ts';
import { type DecisionRow, getDecision } from './get-decision.ts';
import { lockClusters } from './lock-clusters.ts';
import { countOn, findBefore, insertDecision, movesPosts } from './record-decision.ts';
import { StoredBefore, StoredChange } from './stored-change.ts';
import { writeBefore, writeChange } from './write-change.ts';

export type UndoOutcome = {
  readonly status: 'changed' | 'unchanged';
  /** Rows that were added to the log, in their order; the last one is for the decision that was asked for. */
  readonly decisionIds: readonly number[];
  /** Of every cluster that was touched, by id. */
  readonly versions: Readonly<Record<string, number>>;
};

type Reversal = {
  readonly decisionId: number;
  readonly withLater: boolean;
  readonly actor: Actor;
  readonly runId: number;
};

/** Takes a decision back inside the caller's transaction, which holds the current run; see `undoDecision`. */
export async function undoInTransaction(
  tx: Queryable,
  { decisionId, withLater, actor, runId }: Reversal,
): Promise<UndoOutcome> {
  const decision = await getDecision({ db: tx }, { decisionId });
  if (decision.isUndone) return { status: 'unchanged', decisionIds: [], versions: {} };
  const change = StoredChange.parse(decision.after);
  const conflicts = await findUndoConflicts(tx, decision, change);
  if (conflicts.length > 0 && !withLater) throw conflictWith(conflicts, 'undo');
  let before: UndoOutcome = { status: 'changed', decisionIds: [], versions: {} };
  // The latest first. Undoing one may undo others on the way, which is then nothing new.
  for (const { id } of conflicts.toReversed()) {
    before = join(before, await undoInTransaction(tx, { decisionId: id, withLater, actor, runId }));
  }
  return join(before, await takeBack(tx, { decision, change, actor, runId }));
}

async function takeBack(
  tx: Queryable,
  { decision, change, actor, runId }: { decision: DecisionRow; change: StoredChange; actor: Actor; runId: number },
): Promise<UndoOutcome> {
  const locked = await lockClusters(tx, decision.clusterIds);
  const recount = await watchCounts(tx, { decision, change, runId });
  const restored = await readLastBefore(tx, decision);
  const { clusters, pins } = restored;
  const undoId = await insertDecision(tx, {
    kind: 'undo',
    actor,
    clusterIds: decision.clusterIds,
    before: await findBefore(tx, change, locked),
    after: {
      ...(clusters ? { clusters } : {}),
      ...(pins ? { pins: pins.map(({ clusterId, postIds }) => ({ clusterId, postIds })) } : {}),
    },
    undoesId: decision.id,
  });
  await writeBefore(tx, { decisionId: decision.id, before: restored });
  await recount();
  return { status: 'changed', decisionIds: [undoId], versions: await countOn(tx, decision.clusterIds) };
}

/** Makes an undone decision hold again inside the caller's transaction, which holds the current run; see `redoDecision`. */
export async function redoInTransaction(
  tx: Queryable,
  { decisionId, withLater, actor, runId }: Reversal,
): Promise<UndoOutcome> {
  const decision = await getDecision({ db: tx }, { decisionId });
  if (!decision.isUndone) return { status: 'unchanged', decisionIds: [], versions: {} };
  const change = StoredChange.parse(decision.after);
  const undoneAtId = await readUndoneAt(tx, decisionId);
  const lastBefore = await readLastBefore(tx, decision);
  const { clusterIds } = decision;
  const { later, gone } = await findRedoConflicts(tx, change, { lastBefore, undoneAtId, clusterIds });
  if (!withLater && gone.length > 0) {
    throw new AppError(
      'conflict',
      `It is about a cluster that is gone: "${gone[0]?.actorName} ${describeDecision(gone[0] ?? decision)}" was undone. Redo that as well, or leave all as it is.`,
      { verb: 'redo', conflicts: [], needs: gone.map(({ id }) => id) },
    );
  }
  if (!withLater && later.length > 0) throw conflictWith(later, 'redo');
  let before: UndoOutcome = { status: 'changed', decisionIds: [], versions: {} };
  for (const { id } of later.toReversed()) {
    before = join(before, await undoInTransaction(tx, { decisionId: id, withLater, actor, runId }));
  }
  for (const { id } of gone) {
    before = join(before, await redoInTransaction(tx, { decisionId: id, withLater, actor, runId }));
  }

  const locked = await lockClusters(tx, decision.clusterIds);
  const recount = await watchCounts(tx, { decision, change, runId });
  const redoId = await insertDecision(tx, {
    kind: 'redo',
    actor,
    clusterIds: decision.clusterIds,
    before: await findBefore(tx, change, locked),
    after: change,
    redoesId: decisionId,
  });
  await writeChange(tx, { decisionId, change });
  await recount();
  const versions = await countOn(tx, decision.clusterIds);
  return join(before, { status: 'changed', decisionIds: [redoId], versions });
}

/** Notes which lists hold what a change moves. @returns what counts those again, and those that hold it by then. */
async function watchCounts(
  tx: Queryable,
  { decision, change, runId }: { decision: DecisionRow; change: StoredChange; runId: number },
): Promise<() => Promise<void>> {
  if (!movesPosts(change)) return async () => {};
  const postIds = (change.pins ?? []).flatMap((group) => group.postIds);
  const wanted = { runId, clusterIds: decision.clusterIds, postIds };
  const before = await findHolding(tx, wanted);
  return async () => {
    const after = await findHolding(tx, wanted);
    await recountClusters(tx, { runId, clusterIds: [...new Set([...before, ...after])] });
  };
}

async function readUndoneAt(tx: Queryable, decisionId: number): Promise<number> {
  const [row] = await tx
    .select({ id: sql`max(${decisions.id})`.mapWith(Number) })
    .from(decisions)
    .where(sql`${decisions.undoesId} = ${decisionId}`);
  return row?.id ?? 0;
}

/** What was so when the decision was last made to hold: it may have been undone and redone on top of others. */
async function readLastBefore(tx: Queryable, decision: DecisionRow): Promise<StoredBefore> {
  const [redone] = await tx
    .select({ before: decisions.before })
    .from(decisions)
    .where(sql`${decisions.redoesId} = ${decision.id}`)
    .orderBy(sql`${decisions.id} desc`)
    .limit(1);
  return StoredBefore.parse(redone?.before ?? decision.before);
}

function join(a: UndoOutcome, b: UndoOutcome): UndoOutcome {
  return {
    status: b.status,
    decisionIds: [...a.decisionIds, ...b.decisionIds],
    versions: { ...a.versions, ...b.versions },
  };
}

/** Names the decisions in the way, so that a person can choose to take them back as well or to leave all as it is. */
function conflictWith(conflicts: readonly DecisionRow[], verb: 'undo' | 'redo'): AppError {
  const [first, ...others] = conflicts.toReversed();
  if (!first) throw new Error('a conflict is with at least one decision');
  const more =
    others.length === 0
      ? ''
      : others.length === 1
        ? ', and one more decision'
        : `, and ${others.length} more decisions`;
  const those = others.length === 0 ? 'that' : 'those';
  return new AppError(
    'conflict',
    `${first.actorName} ${describeDecision(first)} later${more}. Undo ${those} as well, or leave all as it is.`,
    {
      verb,
      conflicts: conflicts.map((decision) => ({
        id: decision.id,
        kind: decision.kind,
        clusterId: decision.clusterId,
        actorName: decision.actorName,
        summary: describeDecision(decision),
        createdAt: decision.createdAt.toISOString(),
      })),
    },
  );
}
