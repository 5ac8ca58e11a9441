import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clusters, decisions, pins } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { findDecisions } from '#server/decisions/find-decisions.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { restoreCluster } from '#server/decisions/restore-cluster.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { performClustering } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };
const ben: Actor = { id: 'key:4', name: 'Ben', role: 'manager', userId: null };
let clusterId = 0;
let otherId = 0;

beforeAll(async () => {
  await insertPosts(database.db, samplePosts());
  await performClustering(database.db);
});

// Each test takes the two largest clusters that no test before it has decided on, or what is left of them.
beforeEach(async () => {
  const found = await findClusters({ db: database.db }, { state: 'open', sort: 'size' });
  clusterId = found[0]?.id ?? 0;
  otherId = found[1]?.id ?? 0;
});

function get(id = clusterId) {
  return getCluster({ db: database.db }, { clusterId: id });
}

function log() {
  return findDecisions({ db: database.db }, { clusterId });
}

describe('renaming', () => {
  test('is shown at once and recorded with who, before and after', async () => {
    const before = await get();

    const outcome = await renameCluster({ db: database.db }, { clusterId, name: '  Export\n fails ', actor: ana });

    expect(outcome).toMatchObject({ status: 'changed', version: before.version + 1 });
    expect(await get()).toMatchObject({ title: 'Export fails', isNamed: true, runTitle: before.runTitle });
    expect((await log())[0]).toMatchObject({
      id: outcome.decisionId,
      kind: 'rename',
      actor: 'user:ana',
      actorName: 'Ana',
      before: { clusters: { [clusterId]: { name: null } } },
      after: { clusters: { [clusterId]: { name: 'Export fails' } } },
    });
  });

  test('to the same name changes and records nothing, even by somebody who saw an older version', async () => {
    await renameCluster({ db: database.db }, { clusterId, name: 'Same', actor: ana });
    const [before, logged] = [await get(), await log()];

    const outcome = await renameCluster(
      { db: database.db },
      { clusterId, name: 'Same', actor: ben, expectedVersion: before.version - 1 },
    );

    expect(outcome).toMatchObject({ status: 'unchanged', decisionId: null, version: before.version });
    expect(await log()).toEqual(logged);
  });

  test('an emptied name gives the found title back', async () => {
    await renameCluster({ db: database.db }, { clusterId, name: 'For a while', actor: ana });

    await renameCluster({ db: database.db }, { clusterId, name: ' ', actor: ana });

    const cluster = await get();
    expect(cluster).toMatchObject({ title: cluster.runTitle, isNamed: false });
  });

  test('what somebody else changed meanwhile is said, with who and what, and nothing is lost', async () => {
    const { version } = await get();
    await renameCluster({ db: database.db }, { clusterId, name: 'By Ana', actor: ana, expectedVersion: version });

    const late = renameCluster(
      { db: database.db },
      { clusterId, name: 'By Ben', actor: ben, expectedVersion: version },
    );

    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      message: 'Ana renamed this to "By Ana" just now. Look at it again before you decide.',
      details: { version: version + 1, decision: { actorName: 'Ana', kind: 'rename' } },
    });
    expect((await get()).title).toBe('By Ana');
  });

  test('of two at the same time exactly one goes through', async () => {
    const { version } = await get();

    const settled = await Promise.allSettled(
      [1, 2, 3, 4].map((n) =>
        renameCluster({ db: database.db }, { clusterId, name: `At once ${n}`, actor: ana, expectedVersion: version }),
      ),
    );

    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await get()).version).toBe(version + 1);
  });

  test.each([
    ['a name that is too long', { name: 'x'.repeat(201) }, 'invalid'],
    ['a cluster that does not exist', { clusterId: 999_999 }, 'not_found'],
  ])('refuses %s', async (_, change, code) => {
    const input = { clusterId, name: 'New', actor: ana, ...change };

    await expect(renameCluster({ db: database.db }, input)).rejects.toMatchObject({ code });
  });

  test('refuses a cluster that only an unpublished run has', async () => {
    const [hidden] = await database.db.insert(clusters).values({}).returning();

    const renamed = renameCluster({ db: database.db }, { clusterId: hidden?.id ?? 0, name: 'New', actor: ana });

    await expect(renamed).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('dismissing', () => {
  test('keeps the reason and counts what comes later; restoring takes both back', async () => {
    const { postCount } = await get();

    await dismissCluster({ db: database.db }, { clusterId, reason: ' chatter ', actor: ana });
    const dismissed = await get();
    const again = await dismissCluster({ db: database.db }, { clusterId, actor: ben });
    await restoreCluster({ db: database.db }, { clusterId, actor: ben });

    expect(dismissed).toMatchObject({ state: 'dismissed', dismissReason: 'chatter', postsSinceDismissal: 0 });
    expect(again.status).toBe('unchanged');
    expect(await get()).toMatchObject({ state: 'open', dismissReason: null, postsSinceDismissal: null, postCount });
    expect((await log()).slice(0, 2).map(({ kind, actorName }) => [kind, actorName])).toEqual([
      ['restore', 'Ben'],
      ['dismiss', 'Ana'],
    ]);
    expect((await restoreCluster({ db: database.db }, { clusterId, actor: ana })).status).toBe('unchanged');
  });
});

describe('moving posts', () => {
  async function someIds(count: number) {
    const list = await findPosts({ db: database.db }, { clusterId, limit: count });
    return list.map(({ id }) => id).sort((a, b) => a - b);
  }

  test('to another cluster takes them off one list and puts them on the other, numbers with them', async () => {
    const [from, to] = [await get(clusterId), await get(otherId)];
    const postIds = await someIds(3);

    const outcome = await movePosts({ db: database.db }, { clusterId, postIds, toClusterId: otherId, actor: ana });

    expect((await get(clusterId)).postCount).toBe(from.postCount - 3);
    expect((await get(otherId)).postCount).toBe(to.postCount + 3);
    for (const id of [clusterId, otherId]) {
      const list = await findPosts({ db: database.db }, { clusterId: id, limit: 500 });
      expect(list).toHaveLength((await get(id)).postCount);
    }
    expect((await get(otherId)).version).toBe(to.version + 1);
    expect((await findDecisions({ db: database.db }, { clusterId: otherId }))[0]).toMatchObject({
      id: outcome.decisionId,
      before: { pins: [{ clusterId: null, decisionId: null, postIds }] },
      after: { pins: [{ clusterId: otherId, postIds }], apart: [[clusterId, otherId].sort((a, b) => a - b)] },
    });
    const pinned = await database.db
      .select()
      .from(pins)
      .where(eq(pins.decisionId, outcome.decisionId ?? 0));
    expect(pinned).toHaveLength(3);
  });

  test('out of all clusters, twice, is recorded once', async () => {
    const postIds = await someIds(2);
    const { postCount } = await get();

    await movePosts({ db: database.db }, { clusterId, postIds, toClusterId: null, actor: ana });
    const again = await movePosts({ db: database.db }, { clusterId, postIds, toClusterId: null, actor: ana });

    expect(again).toMatchObject({ status: 'unchanged', decisionId: null });
    expect((await get()).postCount).toBe(postCount - 2);
  });

  test('that somebody has moved already says which', async () => {
    const [first, second] = await someIds(2);
    if (!first || !second) throw new Error('no posts');
    await movePosts({ db: database.db }, { clusterId, postIds: [first], toClusterId: null, actor: ana });

    const late = movePosts(
      { db: database.db },
      { clusterId, postIds: [first, second], toClusterId: otherId, actor: ben },
    );

    await expect(late).rejects.toMatchObject({ code: 'conflict', details: { postIds: [first] } });
    const list = await findPosts({ db: database.db }, { clusterId, limit: 500 });
    expect(list.map(({ id }) => id)).toContain(second);
  });

  test.each([
    ['no posts', { postIds: [] }, 'invalid'],
    ['a post that does not exist', { postIds: [999_999] }, 'not_found'],
    ['a target that does not exist', { toClusterId: 999_999 }, 'not_found'],
  ])('refuses %s and changes nothing', async (_, change, code) => {
    const before = await database.db.select().from(decisions);
    const input = { clusterId, postIds: await someIds(1), toClusterId: null, actor: ana, ...change };

    await expect(movePosts({ db: database.db }, input)).rejects.toMatchObject({ code });

    expect(await database.db.select().from(decisions)).toEqual(before);
  });
});
