import { sql } from 'drizzle-orm';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { peopleOfOutcomes } from './owed-people.ts';

/** Loop debt: people who spoke, whose issue has come to an end, and who have not been told. */
export async function countLoopDebt({ db }: { db: Queryable }): Promise<number> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return 0;
  const people = await peopleOfOutcomes(db, { runId });
  const { rows } = await db.execute<{ count: number }>(sql`
    select count(distinct author_id)::int as count from (${people}) l where not is_told and not is_opted_out`);
  return rows[0]?.count ?? 0;
}
