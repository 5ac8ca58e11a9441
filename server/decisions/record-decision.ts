import { inArray, sql } from 'drizzle-orm';
import { clusters, type DecisionKind, decisions, pins } from '#db/schema.ts';
import type { Before, Change, Field, Fields, PinGroup, Value } from '#pipelines/curation/change.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { findFamilyRoots } from '#server/clusters/find-family-roots.ts';
import { recountClusters } from '#server/clusters/recount-clusters.ts';
import type { Queryable } from '#server/database/database.ts';
import type { LockedCluster } from './lock-clusters.ts';
import { writeChange } from './write-change.ts';

/** What a decision came to. `unchanged`: all was so already, nothing was recorded. */
export type DecisionOutcome = {
  readonly status: 'changed' | 'unchanged';
  readonly decisionId: number | null;
  /** The version now of the cluster that it is mostly about, for the next decision's `expectedVersion`. */
  readonly version: number;
  /** Of every cluster that it touched, by id. */
  readonly versions: Readonly<Record<string, number>>;
};

/**
 * Records a decision, makes the tables say so, and counts again what it moved. What is so already is left out; when
 * nothing is left, nothing is recorded.
 *
 * @param locked all clusters that the decision touches, the one that it is mostly about first.
 */
export async function recordDecision(
  tx: Queryable,
  {
    kind,
    actor,
    locked,
    change,
    runId,
    suggestionId = null,
  }: {
    kind: DecisionKind;
    actor: Pick<Actor, 'id' | 'name'>;
    locked: ReadonlyMap<number, LockedCluster>;
    change: Change;
    runId: number;
    suggestionId?: number | null;
  },
): Promise<DecisionOutcome> {
  const news = kind === 'refuse' ? {} : await findNews(tx, change, locked);
  const [main] = locked.values();
  if (!main) throw new Error('a decision is about at least one cluster');
  if (news === null) {
    const versions = Object.fromEntries([...locked].map(([id, { version }]) => [id, version]));
    return { status: 'unchanged', decisionId: null, version: main.version, versions };
  }
  const clusterIds = [...locked.keys()];
  const rootsBefore = await findFamilyRoots(tx, clusterIds);
  const decisionId = await insertDecision(tx, {
    kind,
    actor,
    clusterIds,
    before: await findBefore(tx, news, locked),
    after: news,
    suggestionId,
  });
  await writeChange(tx, { decisionId, change: news });
  if (movesPosts(news)) await recountClusters(tx, { runId, clusterIds: [...new Set([...clusterIds, ...rootsBefore])] });
  const versions = await countOn(tx, clusterIds);
  return { status: 'changed', decisionId, version: versions[main.id] ?? main.version, versions };
}

/** Appends a row to the log. @param clusterIds the one that it is mostly about first. */
export async function insertDecision(
  tx: Queryable,
  {
    kind,
    actor,
    clusterIds,
    before,
    after,
    undoesId = null,
    redoesId = null,
    suggestionId = null,
  }: {
    kind: DecisionKind;
    actor: Pick<Actor, 'id' | 'name'>;
    clusterIds: readonly number[];
    before: Before;
    after: Change;
    undoesId?: number | null;
    redoesId?: number | null;
    suggestionId?: number | null;
  },
): Promise<number> {
  const [decision] = await tx
    .insert(decisions)
    .values({
      kind,
      clusterId: clusterIds[0] ?? 0,
      clusterIds: [...clusterIds],
      actor: actor.id,
      actorName: actor.name,
      before,
      after,
      undoesId,
      redoesId,
      suggestionId,
    })
    .returning({ id: decisions.id });
  if (!decision) throw new Error('insert returned no decision');
  return decision.id;
}

/** Counts the versions of clusters on: whoever saw them as they were is told. */
export async function countOn(tx: Queryable, clusterIds: readonly number[]): Promise<Record<string, number>> {
  const rows = await tx
    .update(clusters)
    .set({ version: sql`${clusters.version} + 1`, updatedAt: sql`now()` })
    .where(inArray(clusters.id, [...clusterIds]))
    .returning({ id: clusters.id, version: clusters.version });
  return Object.fromEntries(rows.map(({ id, version }) => [id, version]));
}

export function movesPosts(change: Change | Before): boolean {
  const isMerge = Object.values(change.clusters ?? {}).some(({ mergeTargetId }) => mergeTargetId !== undefined);
  return isMerge || (change.pins ?? []).length > 0;
}

/** What was so before a change: the values that it sets, and which decision had set them. */
export async function findBefore(
  tx: Queryable,
  change: Change,
  locked: ReadonlyMap<number, LockedCluster>,
): Promise<Before> {
  const fields: Record<string, Fields> = {};
  const by: Record<string, { [F in Field]?: number | null }> = {};
  for (const [id, sets] of Object.entries(change.clusters ?? {})) {
    const cluster = locked.get(Number(id));
    if (!cluster) throw new Error('a decision changes a cluster that it does not hold');
    const names = Object.keys(sets) as Field[];
    fields[id] = Object.fromEntries(names.map((name) => [name, readField(cluster, name)]));
    by[id] = Object.fromEntries(names.map((name) => [name, cluster.decidedBy[name] ?? null]));
  }
  return {
    ...(change.clusters ? { clusters: fields, clustersBy: by } : {}),
    ...(change.pins ? { pins: await findPinsBefore(tx, change.pins) } : {}),
  };
}

async function findNews(
  tx: Queryable,
  change: Change,
  locked: ReadonlyMap<number, LockedCluster>,
): Promise<Change | null> {
  const sets: Record<string, Fields> = {};
  for (const [id, fields] of Object.entries(change.clusters ?? {})) {
    const cluster = locked.get(Number(id));
    const news = Object.entries(fields).filter(
      ([name, value]) => cluster && readField(cluster, name as Field) !== value,
    );
    if (news.length > 0) sets[id] = Object.fromEntries(news);
  }
  const known = await findPins(tx, change.pins ?? []);
  const moves = (change.pins ?? [])
    .map(({ clusterId, postIds }) => ({
      clusterId,
      postIds: postIds.filter((id) => known.get(id)?.clusterId !== clusterId),
    }))
    .filter(({ postIds }) => postIds.length > 0);
  if (Object.keys(sets).length === 0 && moves.length === 0 && change.note === undefined) return null;
  return {
    ...(Object.keys(sets).length > 0 ? { clusters: sets } : {}),
    ...(moves.length > 0 ? { pins: moves } : {}),
    ...(change.apart && change.apart.length > 0 ? { apart: change.apart } : {}),
    ...(change.note === undefined ? {} : { note: change.note }),
  };
}

async function findPinsBefore(tx: Queryable, groups: readonly PinGroup[]): Promise<NonNullable<Before['pins']>> {
  const known = await findPins(tx, groups);
  const found = new Map<string, { clusterId: number | null; decisionId: number | null; postIds: number[] }>();
  for (const postId of groups.flatMap(({ postIds }) => postIds)) {
    const { clusterId, decisionId } = known.get(postId) ?? { clusterId: null, decisionId: null };
    const group = found.get(`${clusterId} ${decisionId}`);
    if (group) group.postIds.push(postId);
    else found.set(`${clusterId} ${decisionId}`, { clusterId, decisionId, postIds: [postId] });
  }
  return [...found.values()];
}

async function findPins(tx: Queryable, groups: readonly PinGroup[]) {
  const postIds = groups.flatMap((group) => group.postIds);
  if (postIds.length === 0) return new Map<number, { clusterId: number | null; decisionId: number }>();
  const rows = await tx
    .select({ postId: pins.postId, clusterId: pins.clusterId, decisionId: pins.decisionId })
    .from(pins)
    .where(sql`${pins.postId} = any(${sql.param(postIds)}::bigint[])`);
  return new Map(rows.map(({ postId, clusterId, decisionId }) => [postId, { clusterId, decisionId }]));
}

function readField(cluster: LockedCluster, field: Field): Value {
  const value = cluster[field];
  return value instanceof Date ? value.toISOString() : value;
}
