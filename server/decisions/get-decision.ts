import { eq, sql } from 'drizzle-orm';
import { type DecisionKind, decisions } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

export type DecisionRow = {
  readonly id: number;
  readonly kind: DecisionKind;
  readonly clusterId: number;
  readonly clusterIds: readonly number[];
  readonly actor: string;
  readonly actorName: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly undoesId: number | null;
  readonly redoesId: number | null;
  /** Whether somebody undid it, and nobody redid it since. */
  readonly isUndone: boolean;
  readonly createdAt: Date;
};

/** For a select from `decisions`, under that name: in a subquery Drizzle leaves the table out. */
export const decisionColumns = {
  id: decisions.id,
  kind: decisions.kind,
  clusterId: decisions.clusterId,
  clusterIds: decisions.clusterIds,
  actor: decisions.actor,
  actorName: decisions.actorName,
  before: decisions.before,
  after: decisions.after,
  undoesId: decisions.undoesId,
  redoesId: decisions.redoesId,
  isUndone: sql<boolean>`coalesce(
    (select max(u.id) from decisions u where u.undoes_id = decisions.id)
      > coalesce((select max(r.id) from decisions r where r.redoes_id = decisions.id), 0), false)`,
  createdAt: decisions.createdAt,
};

/** @throws AppError `not_found`. */
export async function getDecision(
  { db }: { db: Queryable },
  { decisionId }: { decisionId: number },
): Promise<DecisionRow> {
  const [row] = await db.select(decisionColumns).from(decisions).where(eq(decisions.id, decisionId));
  if (!row) throw new AppError('not_found', `There is no decision ${decisionId}.`);
  return row;
}
