import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { lockClusters } from '#server/decisions/lock-clusters.ts';
import { type DecisionOutcome, recordDecision } from '#server/decisions/record-decision.ts';
import { getSuggestion } from './get-suggestion.ts';
import { requireOpen } from './require-open.ts';

/**
 * Says no to a suggestion: no later run makes it again. A row of the log, which can be undone.
 * @throws AppError `not_found`, and `conflict` when it was answered already.
 */
export async function refuseSuggestion(
  { db }: { db: Database },
  { suggestionId, actor }: { suggestionId: number; actor: Actor },
): Promise<DecisionOutcome> {
  return db.transaction(async (tx) => {
    const runId = await holdCurrentRun(tx);
    const suggestion = await getSuggestion({ db: tx }, { suggestionId });
    await requireOpen({ db: tx }, suggestion);
    const locked = await lockClusters(tx, suggestion.clusterIds);
    return recordDecision(tx, { kind: 'refuse', actor, locked, change: {}, runId, suggestionId });
  });
}
