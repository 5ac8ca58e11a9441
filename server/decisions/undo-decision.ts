import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { getDecision } from './get-decision.ts';
import { redoInTransaction, type UndoOutcome, undoInTransaction } from './reverse-decision.ts';

/**
 * Takes a decision back, however long ago it was made; what was so before it is so again. Undoing an undo is a redo.
 * @param withLater also takes back the later decisions that stand in the way; without it they are named.
 * @throws AppError `not_found`, and `conflict` with the later decisions in `details.conflicts`.
 */
export function undoDecision(
  { db }: { db: Database },
  { decisionId, withLater = false, actor }: { decisionId: number; withLater?: boolean; actor: Actor },
): Promise<UndoOutcome> {
  return db.transaction(async (tx) => {
    const runId = await holdCurrentRun(tx);
    const decision = await getDecision({ db: tx }, { decisionId });
    if (decision.undoesId !== null) {
      return redoInTransaction(tx, { decisionId: decision.undoesId, withLater, actor, runId });
    }
    return undoInTransaction(tx, { decisionId: decision.redoesId ?? decisionId, withLater, actor, runId });
  });
}
