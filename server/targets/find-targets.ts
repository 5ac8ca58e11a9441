import { and, asc, gt, isNull } from 'drizzle-orm';
import { targets } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { type Target, targetColumns } from './target.ts';

/** By name. `after` is the last name of the page before. */
export function findTargets(
  { db }: { db: Queryable },
  {
    includesDisabled = false,
    after,
    limit = 200,
  }: { includesDisabled?: boolean; after?: string | undefined; limit?: number } = {},
): Promise<Target[]> {
  return db
    .select(targetColumns)
    .from(targets)
    .where(
      and(
        includesDisabled ? undefined : isNull(targets.disabledAt),
        after === undefined ? undefined : gt(targets.name, after),
      ),
    )
    .orderBy(asc(targets.name))
    .limit(limit);
}
