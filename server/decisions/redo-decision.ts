import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { getDecision } from './get-decision.ts';
import { redoInTransaction, type UndoOutcome } from './reverse-decision.ts';

/**
 * Makes an undone decision hold again, on top of all that came since.
 * @param withLater also takes back what was decided about the same things since it was undone, and makes clusters again
 * that it needs; without it they are named.
 * @throws AppError `not_found`, and `conflict` with the decisions in the way in `details.conflicts`.
 */
export function redoDecision(
  { db }: { db: Database },
  { decisionId, withLater = false, actor }: { decisionId: number; withLater?: boolean; actor: Actor },
): Promise<UndoOutcome> {
  return db.transaction(async (tx) => {
    const runId = await holdCurrentRun(tx);
    const decision = await getDecision({ db: tx }, { decisionId });
    const id = decision.undoesId ?? decision.redoesId ?? decisionId;
    return redoInTransaction(tx, { decisionId: id, withLater, actor, runId });
  });
}
