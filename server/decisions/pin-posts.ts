import { sql } from 'drizzle-orm';
import { runPosts } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { findPlaces } from './find-places.ts';
import { lockClusters } from './lock-clusters.ts';
import { MAX_PLACED_POSTS } from './place-posts.ts';
import { type DecisionOutcome, recordDecision } from './record-decision.ts';

/**
 * Pins posts to the clusters that they are in: no later run moves them. Those that a person placed are pinned already.
 * @throws AppError `invalid` for posts that are in no cluster, `not_found`, `conflict`.
 */
export async function pinPosts(
  { db }: { db: Database },
  { postIds, actor }: { postIds: readonly number[]; actor: Actor },
): Promise<DecisionOutcome> {
  const ids = [...new Set(postIds)].sort((a, b) => a - b);
  if (ids.length === 0) throw new AppError('invalid', 'Choose at least one post to pin.');
  if (ids.length > MAX_PLACED_POSTS) throw new AppError('invalid', `Pin ${MAX_PLACED_POSTS} posts at most at a time.`);
  return db.transaction(async (tx) => {
    const runId = await holdCurrentRun(tx);
    const places = await findPlaces(tx, { runId, postIds: ids });
    const rootIds = [...new Set([...places.values()].flatMap((id) => id ?? []))];
    if (rootIds.length === 0 || [...places.values()].includes(null)) {
      throw new AppError('invalid', 'A post that is in no cluster cannot be pinned. Move it to one instead.');
    }
    const locked = await lockClusters(tx, rootIds);
    // To the run's own cluster, not to the one it was merged into: when the merge is undone, the post goes along.
    const placed = await tx
      .select({ postId: runPosts.postId, clusterId: runPosts.clusterId })
      .from(runPosts)
      .where(
        sql`${runPosts.runId} = ${runId} and ${runPosts.postId} = any(${sql.param(ids)}::bigint[])
          and not exists (select 1 from pins n where n.post_id = ${runPosts.postId})`,
      )
      .orderBy(runPosts.postId);
    const groups = new Map<number | null, number[]>();
    for (const { postId, clusterId } of placed) {
      const group = groups.get(clusterId);
      if (group) group.push(postId);
      else groups.set(clusterId, [postId]);
    }
    const change = { pins: [...groups].map(([clusterId, pinnedIds]) => ({ clusterId, postIds: pinnedIds })) };
    return recordDecision(tx, { kind: 'pin_posts', actor, locked, change, runId });
  });
}
