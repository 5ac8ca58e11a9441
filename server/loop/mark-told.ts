import { loopEntries } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { markPeople } from './mark-people.ts';
import { peopleOfOutcomes } from './owed-people.ts';

/**
 * Notes that a person has sent the draft of an outcome at one place: everybody who is owed it there counts as told. A
 * second time tells nobody again, and who opted out is left out.
 * @returns how many people were told by this.
 * @throws AppError `conflict` when the outcome no longer stands: the issue was reopened.
 */
export async function markTold(
  { db }: { db: Database },
  { eventId, sourceId, actor }: { eventId: number; sourceId: number; actor: Actor },
): Promise<{ toldCount: number }> {
  return db.transaction(async (tx) => {
    const runId = await getCurrentRunId({ db: tx });
    if (runId === null) throw nobodyToTell();
    const people = await peopleOfOutcomes(tx, { runId, eventId });
    const ledger = { table: loopEntries, column: 'event_id', id: eventId } as const;
    const toldCount = await markPeople(tx, { ledger, people, sourceId, actor });
    if (toldCount === null) throw nobodyToTell();
    return { toldCount };
  });
}

function nobodyToTell(): AppError {
  return new AppError(
    'conflict',
    'There is nobody to tell here any more: the issue was reopened, or the posts are gone.',
  );
}
