import { inArray, sql } from 'drizzle-orm';
import { clusters, decisions, pins } from '#db/schema.ts';
import type { Before, Change } from '#pipelines/curation/change.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { type DecisionRow, decisionColumns } from './get-decision.ts';

/**
 * What stands in the way of undoing a decision that holds: later ones that set the same things, or that are about a
 * cluster which it made. Oldest first.
 */
export async function findUndoConflicts(tx: Queryable, decision: DecisionRow, change: Change): Promise<DecisionRow[]> {
  const ids = new Set((await findHolders(tx, change)).values());
  ids.delete(decision.id);
  const madeIds = Object.entries(change.clusters ?? {}).flatMap(([id, { isByHand }]) => (isByHand ? [Number(id)] : []));
  if (madeIds.length > 0) {
    const about = await tx
      .select({ id: decisions.id })
      .from(decisions)
      .where(
        sql`${decisions.clusterIds} && array[${idList(madeIds)}]::bigint[] and ${decisions.id} <> ${decision.id}
          and ${decisions.kind} not in ('undo', 'redo', 'note') and not ${decisionColumns.isUndone}`,
      );
    for (const { id } of about) ids.add(id);
  }
  return readDecisions(tx, [...ids]);
}

/**
 * What stands in the way of making a decision hold again: those that set the same things since it was undone (but not
 * what it was made on top of), and those that closed a circle of merges. `gone`: decisions that made clusters which it
 * is about and were undone themselves.
 */
export async function findRedoConflicts(
  tx: Queryable,
  change: Change,
  { lastBefore, undoneAtId, clusterIds }: { lastBefore: Before; undoneAtId: number; clusterIds: readonly number[] },
): Promise<{ readonly later: DecisionRow[]; readonly gone: DecisionRow[] }> {
  const under = holdersBefore(lastBefore);
  const holders = await findHolders(tx, change);
  const others = [...holders].flatMap(([key, holder]) => (under.get(key) === holder ? [] : holder));
  const laterIds = await filterHeldSince(tx, [...new Set(others)], undoneAtId);
  const circleIds = await findCircle(tx, change);
  const madeIds = Object.entries(change.clusters ?? {}).flatMap(([id, { isByHand }]) => (isByHand ? [Number(id)] : []));
  const retired = await tx
    .select({ id: clusters.id })
    .from(clusters)
    .where(
      sql`${inArray(clusters.id, [...clusterIds])} and ${clusters.createdInRunId} is null and not ${clusters.isByHand}`,
    );
  const retiredIds = retired.map(({ id }) => id).filter((id) => !madeIds.includes(id));
  return {
    later: await readDecisions(tx, [...new Set([...laterIds, ...circleIds])]),
    gone: await readDecisions(tx, await findMakers(tx, retiredIds)),
  };
}

/** The decisions that now hold what a change sets, by what it is. */
async function findHolders(tx: Queryable, change: Change): Promise<Map<string, number>> {
  const holders = new Map<string, number>();
  const clusterIds = Object.keys(change.clusters ?? {}).map(Number);
  const rows = await tx
    .select({ id: clusters.id, decidedBy: clusters.decidedBy })
    .from(clusters)
    .where(inArray(clusters.id, clusterIds));
  for (const { id, decidedBy } of rows) {
    for (const field of Object.keys(change.clusters?.[id] ?? {})) {
      const holder = decidedBy[field];
      if (holder !== undefined) holders.set(`${field} of ${id}`, holder);
    }
  }
  const postIds = (change.pins ?? []).flatMap((group) => group.postIds);
  if (postIds.length === 0) return holders;
  const pinned = await tx
    .select({ postId: pins.postId, decisionId: pins.decisionId })
    .from(pins)
    .where(sql`${pins.postId} = any(${sql.param(postIds)}::bigint[])`);
  for (const { postId, decisionId } of pinned) holders.set(`pin of ${postId}`, decisionId);
  return holders;
}

function holdersBefore({ clustersBy = {}, pins: groups = [] }: Before): Map<string, number> {
  const holders = new Map<string, number>();
  for (const [id, fields] of Object.entries(clustersBy)) {
    for (const [field, holder] of Object.entries(fields)) if (holder) holders.set(`${field} of ${id}`, holder);
  }
  for (const { postIds, decisionId } of groups) {
    if (decisionId !== null) for (const postId of postIds) holders.set(`pin of ${postId}`, decisionId);
  }
  return holders;
}

async function filterHeldSince(tx: Queryable, ids: readonly number[], sinceId: number): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({
      id: decisions.id,
      heldSinceId: sql`greatest(decisions.id,
        (select max(r.id) from decisions r where r.redoes_id = decisions.id))`.mapWith(Number),
    })
    .from(decisions)
    .where(inArray(decisions.id, [...ids]));
  return rows.filter(({ heldSinceId }) => heldSinceId > sinceId).map(({ id }) => id);
}

/** Merges that lead from where a change would merge a cluster back to that cluster. */
async function findCircle(tx: Queryable, change: Change): Promise<number[]> {
  const found = new Set<number>();
  for (const [id, { mergeTargetId }] of Object.entries(change.clusters ?? {})) {
    if (typeof mergeTargetId !== 'number') continue;
    const { rows } = await tx.execute<{ id: string; decision_id: string | null }>(sql`
      with recursive chain (id, next_id, decision_id) as (
        select c.id, c.merge_target_id, (c.decided_by->>'mergeTargetId')::bigint from clusters c where c.id = ${mergeTargetId}
        union
        select c.id, c.merge_target_id, (c.decided_by->>'mergeTargetId')::bigint
        from chain join clusters c on c.id = chain.next_id
      )
      select id, decision_id from chain`);
    if (!rows.some((row) => Number(row.id) === Number(id))) continue;
    for (const row of rows) if (row.decision_id !== null) found.add(Number(row.decision_id));
  }
  return [...found];
}

/** The first decision about a cluster that was made by hand is the one that made it. */
async function findMakers(tx: Queryable, clusterIds: readonly number[]): Promise<number[]> {
  if (clusterIds.length === 0) return [];
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct (select min(d.id) from decisions d where d.cluster_ids @> array[made.id]) as id
    from unnest(array[${idList(clusterIds)}]::bigint[]) as made (id)`);
  return rows.map(({ id }) => Number(id));
}

async function readDecisions(tx: Queryable, ids: readonly number[]): Promise<DecisionRow[]> {
  if (ids.length === 0) return [];
  return tx
    .select(decisionColumns)
    .from(decisions)
    .where(inArray(decisions.id, [...ids]))
    .orderBy(decisions.id);
}
