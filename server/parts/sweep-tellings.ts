import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';

/** Takes away the parts of runs that no longer work: their worker died, or was cut off when they were cancelled. */
export async function sweepTellings({ db }: { db: Queryable }): Promise<void> {
  await db.execute(sql`delete from run_tellings t using runs r where r.id = t.run_id and r.status <> 'running'`);
}
