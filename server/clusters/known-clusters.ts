import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { clusters, pins, posts, runClusters, runPosts, workspace } from '#db/schema.ts';
import type { KnownMembers } from '#pipelines/constraints.ts';
import type { Queryable } from '#server/database/database.ts';
import type { KnownCluster } from './match-identities.ts';

/** Everything about earlier clusters that a new run must respect, as of one moment. */
export type ClusterMemory = {
  /** The run that everybody sees; null before the first. */
  readonly runId: number | null;
  /** Of every cluster: a change of it tells that somebody decided something since. */
  readonly versions: ReadonlyMap<number, number>;
  /** The cluster that a merged one's posts belong to; others stand for themselves. */
  readonly rootOf: ReadonlyMap<number, number>;
  readonly curatedIds: ReadonlySet<number>;
  /** A run may add posts to these, and takes none away. */
  readonly heldIds: ReadonlySet<number>;
};

const PAGE_SIZE = 5000;

/** Waits for decisions in flight, so that all that were made before are in it and none that come after. */
export async function rememberClusters(tx: Queryable): Promise<ClusterMemory> {
  const [row] = await tx
    .select({ id: workspace.currentRunId })
    .from(workspace)
    .where(eq(workspace.id, 1))
    .for('update');
  const rows = await tx
    .select({
      id: clusters.id,
      version: clusters.version,
      mergedIntoId: clusters.mergedIntoId,
      isCurated,
      isHeld,
    })
    .from(clusters)
    // What a person made and took back is no cluster any more.
    .where(sql`${clusters.createdInRunId} is not null or ${clusters.isByHand}`);
  return {
    runId: row?.id ?? null,
    versions: new Map(rows.map(({ id, version }) => [id, version])),
    rootOf: new Map(rows.map(({ id, mergedIntoId }) => [id, mergedIntoId ?? id])),
    curatedIds: new Set(rows.filter((cluster) => cluster.isCurated).map(({ id }) => id)),
    heldIds: new Set(rows.filter((cluster) => cluster.isHeld).map(({ id }) => id)),
  };
}

/**
 * Whether people decided something about a cluster, or built a report on it: it stays, even without posts. For queries
 * in which the table goes by its own name.
 */
export const isCurated = sql<boolean>`(
  clusters.version > 1
  or exists (select 1 from decisions d where d.cluster_id = clusters.id)
  or exists (select 1 from pins n where n.cluster_id = clusters.id)
  or exists (select 1 from report_clusters r where r.cluster_id = clusters.id))`;

/** Whether something that people decided about a cluster holds, or a report was built on it. For queries like the above. */
const isHeld = sql<boolean>`(
  clusters.decided_by <> '{}'::jsonb
  or exists (select 1 from clusters m where m.merge_target_id = clusters.id)
  or exists (select 1 from pins n where n.cluster_id = clusters.id)
  or exists (select 1 from apart_clusters a where a.low_id = clusters.id or a.high_id = clusters.id)
  or exists (select 1 from report_clusters r where r.cluster_id = clusters.id))`;

/** Where every post of the run before belongs, pins over placements, merged clusters still apart. */
export async function readPlacements(
  { db }: { db: Queryable },
  { runId }: { runId: number | null },
): Promise<Map<number, number | null>> {
  const placements = new Map<number, number | null>();
  for (let after = 0; runId !== null; ) {
    const rows = await db
      .select({ postId: runPosts.postId, clusterId: runPosts.clusterId })
      .from(runPosts)
      .where(and(eq(runPosts.runId, runId), gt(runPosts.postId, after)))
      .orderBy(asc(runPosts.postId))
      .limit(PAGE_SIZE);
    for (const { postId, clusterId } of rows) placements.set(postId, clusterId);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_SIZE) break;
    after = last.postId;
  }
  for (const [postId, clusterId] of await readPins({ db })) placements.set(postId, clusterId);
  return placements;
}

/** Placements as people see them: posts of a merged cluster belong to the one that it was merged into. */
export function toRoots(
  placements: ReadonlyMap<number, number | null>,
  { rootOf }: Pick<ClusterMemory, 'rootOf'>,
): Map<number, number | null> {
  return new Map(
    [...placements].map(([postId, clusterId]) => [postId, clusterId && (rootOf.get(clusterId) ?? clusterId)]),
  );
}

export async function readPins({ db }: { db: Queryable }): Promise<Map<number, number | null>> {
  const rows = await db
    .select({ postId: pins.postId, clusterId: pins.clusterId })
    .from(pins)
    .innerJoin(posts, and(eq(posts.id, pins.postId), isNull(posts.deletedAt)));
  return new Map(rows.map(({ postId, clusterId }) => [postId, clusterId]));
}

/** Known clusters with their posts; a curated one that has none left goes by the exemplars it was last shown with. */
export async function listKnownClusters(
  { db }: { db: Queryable },
  { memory, placements }: { memory: ClusterMemory; placements: ReadonlyMap<number, number | null> },
): Promise<(KnownCluster & KnownMembers)[]> {
  const members = new Map<number, number[]>();
  for (const [postId, clusterId] of placements) {
    if (clusterId === null) continue;
    const list = members.get(clusterId);
    if (list) list.push(postId);
    else members.set(clusterId, [postId]);
  }
  const exemplars = await readExemplars({ db }, memory.runId);
  const ids = new Set([...members.keys(), ...memory.curatedIds]);
  return [...ids]
    .sort((a, b) => a - b)
    .map((clusterId) => ({
      clusterId,
      rootId: memory.rootOf.get(clusterId) ?? clusterId,
      isCurated: memory.curatedIds.has(clusterId),
      isHeld: memory.heldIds.has(clusterId),
      postIds: members.get(clusterId) ?? [],
      knownBy: members.get(clusterId) ?? exemplars.get(clusterId) ?? [],
    }));
}

async function readExemplars({ db }: { db: Queryable }, runId: number | null): Promise<Map<number, number[]>> {
  if (runId === null) return new Map();
  const rows = await db
    .select({ clusterId: runClusters.clusterId, postIds: runClusters.exemplarPostIds })
    .from(runClusters)
    .where(eq(runClusters.runId, runId));
  return new Map(rows.map(({ clusterId, postIds }) => [clusterId, postIds]));
}
