import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor } from '#server/accounts/actor.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { pinPosts } from '#server/decisions/pin-posts.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { setClusterKind } from '#server/decisions/set-cluster-kind.ts';
import { splitCluster } from '#server/decisions/split-cluster.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';
import { insertPosts, type TestPost } from '#tests/database/insert-posts.ts';
import { performClustering } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { findShared } from '#tests/shared-material.ts';

const POSTS = 3600;
const redash = findShared('data/community/redash.jsonl.gz');
const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };

const Line = z.object({
  id: z.coerce.string(),
  text: z.string(),
  title: z.string().nullish(),
  author: z.coerce.string().nullish(),
  thread: z.coerce.string().nullish(),
});

function readCommunity(file: string): TestPost[] {
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n').slice(0, POSTS);
  return lines.map((line) => {
    const { id, text, title, author, thread } = Line.parse(JSON.parse(line));
    return { id, source: 'Forum', text, title: title ?? null, author: author ?? null, thread: thread ?? null };
  });
}

function members(clusterId: number): Promise<number[]> {
  return findPostIds(database, { filter: { clusterId }, limit: POSTS });
}

test.skipIf(redash === null)(
  'of thirty curated clusters all names, kinds, pins, merges, splits, moves and dismissals hold after a fifth more posts',
  { timeout: 600_000 },
  async () => {
    const community = readCommunity(redash ?? '');
    const isLate = (_: unknown, i: number) => i % 6 === 5;
    await insertPosts(
      database.db,
      community.filter((post, i) => !isLate(post, i)),
    );
    await performClustering(database.db);
    const found = await findClusters(database, { sort: 'size', limit: 30 });
    expect(found).toHaveLength(30);
    const ids = found.map(({ id }) => id);
    const at = (i: number) => ids[i] ?? 0;

    for (const id of ids.slice(0, 10))
      await renameCluster(database, { clusterId: id, name: `Named ${id}`, actor: ana });
    for (const id of ids.slice(8, 12)) await setClusterKind(database, { clusterId: id, kind: 'wish', actor: ana });
    const dismissed = ids.slice(12, 17);
    await dismissCluster(database, {
      targets: dismissed.map((clusterId) => ({ clusterId })),
      reason: 'known',
      actor: ana,
    });
    const merges = [17, 19, 21, 23].map((i) => ({ from: at(i), into: at(i + 1) }));
    for (const { from, into } of merges) {
      await mergeClusters(database, { targets: [{ clusterId: from }], intoClusterId: into, actor: ana });
    }
    const splits: { from: number; made: number; postIds: number[] }[] = [];
    for (const from of [at(0), at(25), at(26)]) {
      const postIds = (await members(from)).filter((_, i) => i % 2 === 0);
      const { newClusterIds } = await splitCluster(database, { clusterId: from, groups: [{ postIds }], actor: ana });
      splits.push({ from, made: newClusterIds[0] ?? 0, postIds });
    }
    const moves: { postIds: number[]; to: number | null }[] = [];
    for (const [from, to] of [
      [at(27), at(28)],
      [at(1), at(27)],
      [at(2), null],
    ] as const) {
      const postIds = (await members(from)).slice(0, 3);
      await movePosts(database, { clusterId: from, postIds, toClusterId: to, actor: ana });
      moves.push({ postIds, to });
    }
    const pinnedIds = (await members(at(29))).slice(0, 4);
    await pinPosts(database, { postIds: pinnedIds, actor: ana });
    const all = [...ids, ...splits.map(({ made }) => made)];
    const before = new Map<number, { postIds: number[]; title: string; kind: string; state: string }>();
    for (const id of all) {
      const { title, kind, state } = await getCluster(database, { clusterId: id });
      before.set(id, { postIds: await members(id), title, kind, state });
    }

    await insertPosts(database.db, community.filter(isLate));
    await performClustering(database.db);

    for (const id of ids.slice(0, 10)) {
      expect((await getCluster(database, { clusterId: id })).title).toBe(`Named ${id}`);
    }
    for (const id of ids.slice(8, 12)) expect((await getCluster(database, { clusterId: id })).kind).toBe('wish');
    for (const id of dismissed) {
      const cluster = await getCluster(database, { clusterId: id });
      expect(cluster).toMatchObject({ state: 'dismissed', dismissReason: 'known' });
      expect(cluster.postsSinceDismissal).toBe(cluster.postCount - (before.get(id)?.postIds.length ?? 0));
    }
    for (const { from, into } of merges) expect((await getCluster(database, { clusterId: from })).id).toBe(into);
    for (const { from, made, postIds } of splits) {
      expect(await members(made)).toEqual(expect.arrayContaining(postIds));
      expect((await members(from)).filter((id) => postIds.includes(id))).toEqual([]);
      expect((await getCluster(database, { clusterId: made })).id).toBe(made);
    }
    for (const { postIds, to } of moves) {
      const places =
        to === null ? await findPostIds(database, { filter: { placed: false }, limit: POSTS }) : await members(to);
      expect(places).toEqual(expect.arrayContaining(postIds));
    }
    expect(await members(at(29))).toEqual(expect.arrayContaining(pinnedIds));
    // No post left a cluster that a person had decided about, and new ones came.
    let newCount = 0;
    for (const [id, { postIds }] of before) {
      const now = await members(id);
      if (id !== at(28)) expect(now).toEqual(expect.arrayContaining(postIds));
      newCount += now.length - postIds.length;
    }
    expect(newCount).toBeGreaterThan(0);
    for (const cluster of await findClusters(database, { limit: 200 })) {
      expect(await members(cluster.id)).toHaveLength(cluster.postCount);
    }
    const { rows } = await database.db.execute(sql`select 1 from clusters where merged_into_id is not null`);
    expect(rows).toHaveLength(merges.length);
  },
);
