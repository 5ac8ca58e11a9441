import { and, desc, eq, lt, type SQL } from 'drizzle-orm';
import { type PushStatus, pushes } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { type Push, pushColumns } from './push.ts';

/** Newest first. `before` is the id of the last push of the page before. */
export function findPushes(
  { db }: { db: Queryable },
  filter: { reportId?: number; targetId?: number; status?: PushStatus; before?: number; limit?: number } = {},
): Promise<Push[]> {
  const conditions: SQL[] = [];
  if (filter.reportId !== undefined) conditions.push(eq(pushes.reportId, filter.reportId));
  if (filter.targetId !== undefined) conditions.push(eq(pushes.targetId, filter.targetId));
  if (filter.status) conditions.push(eq(pushes.status, filter.status));
  if (filter.before !== undefined) conditions.push(lt(pushes.id, filter.before));
  return db
    .select(pushColumns)
    .from(pushes)
    .where(and(...conditions))
    .orderBy(desc(pushes.id))
    .limit(filter.limit ?? 50);
}
