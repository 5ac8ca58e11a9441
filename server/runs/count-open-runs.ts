import { count, inArray } from 'drizzle-orm';
import { runs } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

/** Runs that wait or work. */
export async function countOpenRuns({ db }: { db: Queryable }): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(runs)
    .where(inArray(runs.status, ['queued', 'running']));
  return row?.count ?? 0;
}
