import { asc, isNull } from 'drizzle-orm';
import { targets } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { type Target, targetColumns } from './target.ts';

/** By name. There are few: one per repository that a team pushes to. */
export function findTargets(
  { db }: { db: Queryable },
  { includesDisabled = false, limit = 200 }: { includesDisabled?: boolean; limit?: number } = {},
): Promise<Target[]> {
  return db
    .select(targetColumns)
    .from(targets)
    .where(includesDisabled ? undefined : isNull(targets.disabledAt))
    .orderBy(asc(targets.name), asc(targets.id))
    .limit(limit);
}
