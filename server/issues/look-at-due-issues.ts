import { sql } from 'drizzle-orm';
import type { EventCause } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import type { TargetDeps } from '#server/targets/open-target.ts';
import { lookAtIssue } from './look-at-issue.ts';

const AT_ONCE = 10;
/** Whoever takes an issue has this long; after a crash another worker takes it then. */
const TAKEN_MINUTES = 5;

/** Looks at the issues whose time has come, because of a webhook or because nobody has looked for a while. */
export async function lookAtDueIssues(deps: TargetDeps & { readonly db: Database }): Promise<number> {
  const { rows } = await deps.db.execute<{ id: string; cause: EventCause }>(sql`
    with due as (
      select id, look_cause from pushes
      where status = 'created' and look_at <= now()
      order by look_at, id
      for update skip locked
      limit ${AT_ONCE})
    update pushes p set look_at = now() + make_interval(mins => ${TAKEN_MINUTES}::int), look_cause = 'poll'
    from due where due.id = p.id
    returning p.id, due.look_cause as cause`);
  for (const { id, cause } of rows) await lookAtIssue(deps, { pushId: Number(id), cause });
  return rows.length;
}
