import { loopAcknowledgements } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { markPeople } from './mark-people.ts';
import { peopleOfOpenIssues } from './people-heard.ts';

/**
 * Notes that a person has told the members at one place that they were heard. Nobody is told twice, and who opted out is
 * left out. @throws AppError `conflict` when the issue is not open, or nobody spoke there.
 */
export async function markHeard(
  { db }: { db: Database },
  { pushId, sourceId, actor }: { pushId: number; sourceId: number; actor: Actor },
): Promise<{ toldCount: number }> {
  return db.transaction(async (tx) => {
    const runId = await getCurrentRunId({ db: tx });
    if (runId === null) throw nobodyToAcknowledge();
    const people = peopleOfOpenIssues(runId, { pushId });
    const ledger = { table: loopAcknowledgements, column: 'push_id', id: pushId } as const;
    const toldCount = await markPeople(tx, { ledger, people, sourceId, actor });
    if (toldCount === null) throw nobodyToAcknowledge();
    return { toldCount };
  });
}

function nobodyToAcknowledge(): AppError {
  return new AppError('conflict', 'There is nobody to acknowledge here: the issue is not open, or the posts are gone.');
}
