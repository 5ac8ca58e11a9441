import { and, desc, lt, type SQL, sql } from 'drizzle-orm';
import { type DecisionKind, decisions } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

export type DecisionRow = {
  readonly id: number;
  readonly kind: DecisionKind;
  readonly clusterId: number;
  readonly actor: string;
  readonly actorName: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
};

/** The log, newest first; of one cluster also what brought posts into it. `before` is the last id of the page before. */
export function findDecisions(
  { db }: { db: Queryable },
  { clusterId, before, limit = 50 }: { clusterId?: number; before?: number; limit?: number } = {},
): Promise<DecisionRow[]> {
  const conditions: SQL[] = [];
  if (before !== undefined) conditions.push(lt(decisions.id, before));
  if (clusterId !== undefined) {
    conditions.push(sql`(${decisions.clusterId} = ${clusterId}
      or (${decisions.kind} = 'move_posts' and ${decisions.after}->>'toClusterId' = ${String(clusterId)}))`);
  }
  return db
    .select({
      id: decisions.id,
      kind: decisions.kind,
      clusterId: decisions.clusterId,
      actor: decisions.actor,
      actorName: decisions.actorName,
      before: decisions.before,
      after: decisions.after,
      createdAt: decisions.createdAt,
    })
    .from(decisions)
    .where(and(...conditions))
    .orderBy(desc(decisions.id))
    .limit(limit);
}
