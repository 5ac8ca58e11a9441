import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { type DecisionKind, decisions } from '#db/schema.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { type DecisionRow, decisionColumns } from './get-decision.ts';

export type DecisionFilter = {
  readonly clusterId?: number | undefined;
  readonly kind?: DecisionKind | undefined;
  /** `user:<id>` or `key:<id>`. */
  readonly actor?: string | undefined;
};

/** The log, newest first; of one cluster all that touched it. `before` is the last id of the page before. */
export function findDecisions(
  { db }: { db: Queryable },
  { clusterId, kind, actor, before, limit = 50 }: DecisionFilter & { before?: number | undefined; limit?: number } = {},
): Promise<DecisionRow[]> {
  const conditions: SQL[] = [];
  if (before !== undefined) conditions.push(lt(decisions.id, before));
  if (clusterId !== undefined) conditions.push(sql`${decisions.clusterIds} @> array[${idList([clusterId])}]::bigint[]`);
  if (kind !== undefined) conditions.push(eq(decisions.kind, kind));
  if (actor !== undefined) conditions.push(eq(decisions.actor, actor));
  return db
    .select(decisionColumns)
    .from(decisions)
    .where(and(...conditions))
    .orderBy(desc(decisions.id))
    .limit(limit);
}
