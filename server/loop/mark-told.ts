import { sql } from 'drizzle-orm';
import { loopEntries } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
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
    const people = peopleOfOutcomes(runId, { eventId });
    const { rows: standing } = await tx.execute(
      sql`select 1 from (${people}) l where l.source_id = ${sourceId} limit 1`,
    );
    if (standing.length === 0) throw nobodyToTell();
    const { rows } = await tx.execute(sql`
      insert into ${loopEntries} (event_id, author_id, source_id, actor, actor_name)
      select ${eventId}, l.author_id, l.source_id, ${actor.id}, ${actor.name} from (${people}) l
      where l.source_id = ${sourceId} and not l.is_told and not l.is_opted_out
      on conflict do nothing returning id`);
    return { toldCount: rows.length };
  });
}

function nobodyToTell(): AppError {
  return new AppError(
    'conflict',
    'There is nobody to tell here any more: the issue was reopened, or the posts are gone.',
  );
}
