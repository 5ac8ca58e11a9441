import { sql } from 'drizzle-orm';
import { loopAcknowledgements } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
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
    const people = runId === null ? null : peopleOfOpenIssues(runId, { pushId });
    const spoke = people
      ? await tx.execute(sql`select 1 from (${people}) l where l.source_id = ${sourceId} limit 1`)
      : { rows: [] };
    if (!people || spoke.rows.length === 0) {
      throw new AppError(
        'conflict',
        'There is nobody to acknowledge here: the issue is not open, or the posts are gone.',
      );
    }
    const { rows } = await tx.execute(sql`
      insert into ${loopAcknowledgements} (push_id, author_id, source_id, actor, actor_name)
      select ${pushId}, l.author_id, l.source_id, ${actor.id}, ${actor.name} from (${people}) l
      where l.source_id = ${sourceId} and not l.is_told and not l.is_opted_out
      on conflict do nothing returning id`);
    return { toldCount: rows.length };
  });
}
