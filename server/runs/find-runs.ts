import { and, desc, eq, lt, type SQL } from 'drizzle-orm';
import { type RunKind, type RunStatus, runs } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import type { Run } from './run.ts';

/** Newest first. `before` is the id of the last run of the page before. */
export function findRuns(
  { db }: { db: Queryable },
  { kind, status, before, limit = 50 }: { kind?: RunKind; status?: RunStatus; before?: number; limit?: number } = {},
): Promise<Run[]> {
  const conditions: SQL[] = [];
  if (kind) conditions.push(eq(runs.kind, kind));
  if (status) conditions.push(eq(runs.status, status));
  if (before !== undefined) conditions.push(lt(runs.id, before));
  return db
    .select()
    .from(runs)
    .where(and(...conditions))
    .orderBy(desc(runs.id))
    .limit(limit);
}
