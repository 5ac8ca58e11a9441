import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#server/accounts/actor.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import { createCluster } from '#server/decisions/create-cluster.ts';
import { getDecision } from '#server/decisions/get-decision.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { redoDecision } from '#server/decisions/redo-decision.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { undoDecision } from '#server/decisions/undo-decision.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { performClustering } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };
const ben: Actor = { id: 'user:ben', name: 'Ben', role: 'manager', userId: null };

beforeAll(async () => {
  await insertPosts(database.db, samplePosts().slice(0, 240));
  await performClustering(database.db);
});

describe('undoing', () => {
  async function three() {
    const found = await findClusters({ db: database.db }, { sort: 'size', limit: 3 });
    const [a, b, c] = found.map(({ id }) => id);
    if (!a || !b || !c) throw new Error('too few clusters');
    return [a, b, c] as const;
  }

  test('what somebody changed again names the later decision, and undoes it as well when asked to', async () => {
    const [a] = await three();
    const { title } = await getCluster(database, { clusterId: a });
    const first = await renameCluster(database, { clusterId: a, name: 'By Ana', actor: ana });
    const second = await renameCluster(database, { clusterId: a, name: 'By Ben', actor: ben });
    const decisionId = first.decisionId ?? 0;

    await expect(undoDecision(database, { decisionId, actor: ana })).rejects.toMatchObject({
      code: 'conflict',
      message: 'Ben renamed this to "By Ben" later. Undo that as well, or leave all as it is.',
      details: { conflicts: [{ id: second.decisionId, actorName: 'Ben' }] },
    });
    expect((await getCluster(database, { clusterId: a })).title).toBe('By Ben');
    const outcome = await undoDecision(database, { decisionId, withLater: true, actor: ana });

    expect(outcome.decisionIds).toHaveLength(2);
    expect((await getCluster(database, { clusterId: a })).title).toBe(title);
    expect(await getDecision(database, { decisionId })).toMatchObject({ isUndone: true });
    expect(await undoDecision(database, { decisionId, actor: ana })).toMatchObject({ status: 'unchanged' });
  });

  test('a merge whose survivor was merged on leaves that as it is', async () => {
    const [a, b, c] = await three();
    const before = await getCluster(database, { clusterId: a });
    const first = await mergeClusters(database, { targets: [{ clusterId: a }], intoClusterId: b, actor: ana });
    const second = await mergeClusters(database, { targets: [{ clusterId: b }], intoClusterId: c, actor: ben });
    expect((await getCluster(database, { clusterId: a })).id).toBe(c);

    await undoDecision(database, { decisionId: first.decisionId ?? 0, actor: ana });

    expect(await getCluster(database, { clusterId: a })).toMatchObject({ id: a, postCount: before.postCount });
    expect((await getCluster(database, { clusterId: b })).id).toBe(c);
    await undoDecision(database, { decisionId: second.decisionId ?? 0, actor: ana });
  });

  test('a move that was redone from elsewhere counts again the cluster that the posts go back to', async () => {
    const [a, b, c] = await three();
    const postIds = await findPostIds({ db: database.db }, { filter: { clusterId: a }, limit: 3 });
    const before = await getCluster(database, { clusterId: a });
    const first = await movePosts({ db: database.db }, { clusterId: a, postIds, toClusterId: b, actor: ana });
    const second = await movePosts({ db: database.db }, { clusterId: b, postIds, toClusterId: c, actor: ben });
    for (const { decisionId } of [second, first]) {
      await undoDecision(database, { decisionId: decisionId ?? 0, actor: ana });
    }

    await redoDecision(database, { decisionId: second.decisionId ?? 0, actor: ana });
    expect((await getCluster(database, { clusterId: a })).postCount).toBe(before.postCount - 3);
    await undoDecision(database, { decisionId: second.decisionId ?? 0, actor: ana });

    expect((await getCluster(database, { clusterId: a })).postCount).toBe(before.postCount);
  });

  test('a merge that would close a circle names the one in the way', async () => {
    const [a, b] = await three();
    const first = await mergeClusters(database, { targets: [{ clusterId: a }], intoClusterId: b, actor: ana });
    await undoDecision(database, { decisionId: first.decisionId ?? 0, actor: ana });
    const second = await mergeClusters(database, { targets: [{ clusterId: b }], intoClusterId: a, actor: ben });

    const redone = redoDecision(database, { decisionId: first.decisionId ?? 0, actor: ana });

    await expect(redone).rejects.toMatchObject({ details: { conflicts: [{ id: second.decisionId }] } });
    await undoDecision(database, { decisionId: second.decisionId ?? 0, actor: ana });
  });

  test('the making of a cluster names what was decided about it since', async () => {
    const [a] = await three();
    const postIds = await findPostIds(database, { filter: { clusterId: a }, limit: 4 });
    const [last = 0, ...first] = postIds.toReversed();
    const made = await createCluster(database, { postIds: first, name: 'By hand', actor: ana });
    const [newId = 0] = made.newClusterIds;
    const moved = await movePosts(database, { clusterId: a, postIds: [last], toClusterId: newId, actor: ben });
    const decisionId = made.decisionId ?? 0;

    await expect(undoDecision(database, { decisionId, actor: ana })).rejects.toMatchObject({
      details: { conflicts: [{ id: moved.decisionId }] },
    });
    await undoDecision(database, { decisionId, withLater: true, actor: ana });
    const late = redoDecision(database, { decisionId: moved.decisionId ?? 0, actor: ana });

    await expect(late).rejects.toMatchObject({ details: { needs: [decisionId] } });
    await redoDecision(database, { decisionId: moved.decisionId ?? 0, withLater: true, actor: ana });
    expect(await findPostIds(database, { filter: { clusterId: newId }, limit: 9 })).toEqual(postIds);
    await undoDecision(database, { decisionId, withLater: true, actor: ana });
  });
});
