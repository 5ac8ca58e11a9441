import { type SQL, sql } from 'drizzle-orm';
import type { loopAcknowledgements, loopEntries } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Queryable } from '#server/database/database.ts';

/** Where it is noted, and what for: the row of `event_id` or `push_id`. */
type Ledger =
  | { readonly table: typeof loopEntries; readonly column: 'event_id'; readonly id: number }
  | { readonly table: typeof loopAcknowledgements; readonly column: 'push_id'; readonly id: number };

/**
 * Notes that everybody at one place who waits for word has it now; who has it already or opted out is left out.
 * @param people rows of `author_id`, `source_id`, `is_told`, `is_opted_out`.
 * @returns how many people that were; null when nobody spoke there.
 */
export async function markPeople(
  tx: Queryable,
  { ledger, people, sourceId, actor }: { ledger: Ledger; people: SQL; sourceId: number; actor: Actor },
): Promise<number | null> {
  const spoke = await tx.execute(sql`select 1 from (${people}) l where l.source_id = ${sourceId} limit 1`);
  if (spoke.rows.length === 0) return null;
  const { rows } = await tx.execute(sql`
    insert into ${ledger.table} (${sql.identifier(ledger.column)}, author_id, source_id, actor, actor_name)
    select ${ledger.id}, l.author_id, l.source_id, ${actor.id}, ${actor.name} from (${people}) l
    where l.source_id = ${sourceId} and not l.is_told and not l.is_opted_out
    on conflict do nothing returning id`);
  return rows.length;
}
