import { inArray, sql } from 'drizzle-orm';
import { pins } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import { idList, membership } from '#server/clusters/membership.ts';
import { recountClusters } from '#server/clusters/recount-clusters.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { type DecisionOutcome, expectVersion, lockClusters, recordDecision } from './record-decision.ts';

/** Posts that one decision may move. */
export const MAX_MOVED_POSTS = 1000;

/**
 * Takes posts out of a cluster, to another one or, with null, to none. They are pinned there: no later run moves them.
 * @throws AppError `invalid`, `not_found`, and `conflict` when posts are no longer in the cluster (`details.postIds`).
 */
export async function movePosts(
  { db }: { db: Database },
  {
    clusterId,
    postIds,
    toClusterId,
    actor,
    expectedVersion,
  }: {
    clusterId: number;
    postIds: readonly number[];
    toClusterId: number | null;
    actor: Actor;
    expectedVersion?: number;
  },
): Promise<DecisionOutcome> {
  const ids = [...new Set(postIds)].sort((a, b) => a - b);
  if (ids.length === 0) throw new AppError('invalid', 'Choose at least one post to move.');
  if (ids.length > MAX_MOVED_POSTS) throw new AppError('invalid', `Move ${MAX_MOVED_POSTS} posts at most at a time.`);
  if (toClusterId === clusterId) throw new AppError('invalid', 'The posts are in this cluster already.');
  const clusterIds = toClusterId === null ? [clusterId] : [clusterId, toClusterId];

  return db.transaction(async (tx) => {
    const runId = await holdCurrentRun(tx);
    const locked = await lockClusters(tx, clusterIds);
    for (const cluster of locked.values()) {
      if (cluster.mergedIntoId !== null) {
        throw new AppError('conflict', `Cluster ${cluster.id} was merged into cluster ${cluster.mergedIntoId}.`);
      }
    }
    const version = locked.get(clusterId)?.version ?? 1;
    const places = await findPlaces(tx, { runId, postIds: ids });
    const movedIds = ids.filter((id) => places.get(id) !== toClusterId);
    if (movedIds.length === 0) return { status: 'unchanged', decisionId: null, version };
    const strayIds = movedIds.filter((id) => places.get(id) !== clusterId);
    if (strayIds.length > 0) {
      const [are, them] = strayIds.length === 1 ? ['post is', 'it'] : ['posts are', 'them'];
      throw new AppError(
        'conflict',
        `${strayIds.length} ${are} no longer in this cluster. Look at the list again, or move the others without ${them}.`,
        { postIds: strayIds },
      );
    }
    await expectVersion(tx, { id: clusterId, version }, expectedVersion);

    const pinsBefore = await tx.select().from(pins).where(inArray(pins.postId, movedIds)).orderBy(pins.postId);
    const decisionId = await recordDecision(tx, {
      kind: 'move_posts',
      clusterId,
      actor,
      before: { postIds: movedIds, fromClusterId: clusterId, pins: pinsBefore },
      after: { postIds: movedIds, toClusterId },
      touchedIds: clusterIds,
    });
    await tx
      .insert(pins)
      .values(movedIds.map((postId) => ({ postId, clusterId: toClusterId, decisionId })))
      .onConflictDoUpdate({
        target: pins.postId,
        set: { clusterId: sql`excluded.cluster_id`, decisionId: sql`excluded.decision_id` },
      });
    await recountClusters(tx, { runId, clusterIds });
    return { status: 'changed', decisionId, version: version + 1 };
  });
}

/** The cluster that each post is in now; null in none. @throws AppError `not_found` for ids that are no post. */
async function findPlaces(
  tx: Queryable,
  { runId, postIds }: { runId: number; postIds: readonly number[] },
): Promise<Map<number, number | null>> {
  const { rows } = await tx.execute<{ id: string; cluster_id: string | null }>(sql`
    select p.id, m.cluster_id
    from posts p left join (${membership(runId, { postIds })}) m on m.post_id = p.id
    where p.id in (${idList(postIds)}) and p.deleted_at is null`);
  const places = new Map(rows.map((row) => [Number(row.id), row.cluster_id === null ? null : Number(row.cluster_id)]));
  const missing = postIds.find((id) => !places.has(id));
  if (missing !== undefined) throw new AppError('not_found', `There is no post ${missing}.`);
  return places;
}
