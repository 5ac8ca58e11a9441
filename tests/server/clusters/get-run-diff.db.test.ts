import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#server/accounts/actor.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import { getRunDiff, type RunDiffDetail } from '#server/clusters/get-run-diff.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { countFoundPosts } from '#server/posts/count-found-posts.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { performClustering } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };
let [firstRunId, secondRunId] = [0, 0];

beforeAll(async () => {
  const posts = samplePosts();
  await insertPosts(database.db, posts.slice(0, 240));
  // Told too few clusters, so that the next run moves posts between those that there are.
  firstRunId = (await performClustering(database.db, { clusterCount: 9 })).id;
  await insertPosts(database.db, posts.slice(240));
  secondRunId = (await performClustering(database.db)).id;
});

test('every cluster that differs is listed once, with its posts before and after', async () => {
  const diff = await getRunDiff(database, { runId: secondRunId });

  expect(diff.previousRunId).toBe(firstRunId);
  for (const name of ['new', 'grown', 'shrunk', 'vanished'] as const)
    expect(diff[name]).toHaveLength(diff.counts[name]);
  expect(diff.new.length + diff.grown.length).toBeGreaterThan(5);
  for (const { postCountBefore } of diff.new) expect(postCountBefore).toBe(0);
  for (const { postCountBefore, postCount } of diff.grown) expect(postCount).toBeGreaterThan(postCountBefore);
  for (const { id, title, postCount, isCurrent } of [...diff.new, ...diff.grown, ...diff.shrunk]) {
    expect(isCurrent).toBe(true);
    expect(await getCluster(database, { clusterId: id })).toMatchObject({ title, postCount });
    expect(await countFoundPosts(database, { clusterId: id })).toBe(postCount);
  }
});

test('posts that the run moved are told by where from and where to, and left out when not asked for', async () => {
  const { moves, counts } = await getRunDiff(database, { runId: secondRunId });

  expect(counts.movedPosts).toBeGreaterThan(0);
  expect(moves?.reduce((sum, { postCount }) => sum + postCount, 0)).toBe(counts.movedPosts);
  for (const { toClusterId, toTitle } of moves ?? []) {
    expect((await getCluster(database, { clusterId: toClusterId })).title).toBe(toTitle);
  }
  expect((await getRunDiff(database, { runId: secondRunId, withMoves: false })).moves).toBeNull();
});

test('what a person moved since is no difference between runs', async () => {
  const before = await getRunDiff(database, { runId: secondRunId });
  const [from, to] = listed(before);
  if (!from || !to) throw new Error('too few clusters differ');
  const [postId] = await findPostIds(database, { filter: { clusterId: from.id }, limit: 1 });
  await movePosts(database, { clusterId: from.id, postIds: [postId ?? 0], toClusterId: to.id, actor: ana });

  const after = await getRunDiff(database, { runId: secondRunId });

  expect(after.counts).toEqual(before.counts);
  const moved = (moves: typeof after.moves) => moves?.reduce((sum, { postCount }) => sum + postCount, 0) ?? 0;
  expect(moved(after.moves)).toBeLessThanOrEqual(moved(before.moves));
  expect(listed(after).find(({ id }) => id === to.id)?.postCount).toBe(to.postCount + 1);
});

test('a first run has nothing before it', async () => {
  expect(await getRunDiff(database, { runId: firstRunId })).toMatchObject({ previousRunId: null, moves: [] });
});

function listed({ grown, shrunk, new: created }: RunDiffDetail) {
  return [...grown, ...created, ...shrunk];
}
