import { eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authors, embeddingsEndpoint, posts, runClusters, runs, runUses, suggestions } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import { getRunDiff } from '#server/clusters/get-run-diff.ts';
import { runClustering } from '#server/clusters/run-clustering.ts';
import { startClustering } from '#server/clusters/start-clustering.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { splitCluster } from '#server/decisions/split-cluster.ts';
import { erasePosts } from '#server/erasure/erase-posts.ts';
import { correctKind } from '#server/kinds/correct-kind.ts';
import { findGround } from '#server/placing/find-ground.ts';
import { joinRun } from '#server/placing/follow-run.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';
import { getRun } from '#server/runs/get-run.ts';
import { retryRun } from '#server/runs/retry-run.ts';
import type { Run, RunContext } from '#server/runs/run.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { keepTables } from '#tests/database/keep-tables.ts';
import { type perform as Perform, perform, performClustering, rememberingJobs } from '#tests/database/perform.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { editPost, insertEchoes, killedAt, performPlacing, readRunClusters, readRunPosts } from './place-fixture.ts';

type Body = Parameters<typeof Perform>[2]['cluster'];
const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };
// Enough for the seven clusters that are decided about.
const sample = samplePosts().slice(0, 252);
const isLate = (_: unknown, i: number) => i % 6 === 5;
const early = sample.filter((post, i) => !isLate(post, i));
const late = sample.filter(isLate);

/** Back to the moment after a full run over the early posts. */
let restore: () => Promise<void>;
let first: Run;

beforeAll(async () => {
  await insertPosts(database.db, early);
  first = await performClustering(database.db);
  restore = await keepTables(database.db);
});
beforeEach(() => restore());

function members(clusterId: number): Promise<number[]> {
  return findPostIds(database, { filter: { clusterId }, limit: 1000 });
}

async function listClusters() {
  return findClusters(database, { sort: 'size', limit: 200 });
}

/** Every number that is shown is the length of the list behind it. */
async function expectCountsToHold(): Promise<void> {
  for (const { id, postCount } of await findClusters(database, { limit: 200 })) {
    expect(await members(id)).toHaveLength(postCount);
  }
}

describe('a placing run', () => {
  test('puts new posts into the clusters that there are and leaves all else as it was', async () => {
    const [clustersBefore, postsBefore] = [
      await readRunClusters(database.db, first.id),
      await readRunPosts(database.db, first.id),
    ];
    const lateIds = await insertPosts(database.db, late);

    const run = await performPlacing(database.db);

    expect(await getCurrentRunId(database)).toBe(run.id);
    expect(await readRunClusters(database.db, run.id)).toEqual(clustersBefore);
    const after = await readRunPosts(database.db, run.id);
    expect(after.size).toBe(sample.length);
    for (const [externalId, row] of postsBefore) expect(after.get(externalId)).toEqual(row);
    const placed = [...after.values()].filter(
      ({ postId, clusterId }) => lateIds.includes(postId) && clusterId !== null,
    );
    expect(placed.length).toBeGreaterThan(5);
    expect(placed.every(({ score }) => score > 0 && score <= 1)).toBe(true);
    await expectCountsToHold();
    expect(run.title).toBe('Place new posts');
    expect(run.result).toMatchObject({
      mode: 'placing',
      seed: 1,
      postCount: sample.length,
      clusterCount: clustersBefore.length,
      fullRun: { id: first.id, postCount: early.length },
      sinceFull: { postCount: late.length, unplacedCount: late.length - placed.length },
      placing: { newPostCount: late.length, editedPostCount: 0, placedPostCount: placed.length },
      diff: { previousRunId: first.id, newCount: 0, vanishedCount: 0, shrunkCount: 0, movedPostCount: 0 },
    });
    const diff = await getRunDiff(database, { runId: run.id });
    expect(diff.counts.placedPosts).toBe(placed.length);
    expect(diff.moves).toEqual([]);
  });

  test('tells kinds and uses of the new posts as a full run over all posts tells them', async () => {
    const corrected = async () => {
      const [post] = await database.db
        .select()
        .from(posts)
        .where(eq(posts.externalId, early[3]?.id ?? ''));
      await correctKind(database, { postId: post?.id ?? 0, kind: 'wish', holds: true, actor: ana });
    };
    await corrected();
    await insertPosts(database.db, late);
    const placing = await performPlacing(database.db);
    const placed = await readRunPosts(database.db, placing.id);
    const usesOf = async (runId: number) =>
      (await database.db.select().from(runUses).where(eq(runUses.runId, runId)).orderBy(runUses.postId)).map(
        ({ postId, purpose, contentHash }) => [postId, purpose, contentHash],
      );
    const uses = await usesOf(placing.id);

    const full = await perform(database.db, Number(placing.result?.fullRunId), { cluster: runClustering });
    const found = await readRunPosts(database.db, full.id);

    const lateIds = new Set(late.map(({ id }) => id));
    const differing = [...found].filter(
      ([id, { kinds }]) => lateIds.has(id) && kinds.join() !== placed.get(id)?.kinds.join(),
    );
    // Thresholds follow the community: a post on the edge may be told otherwise.
    expect(differing.length).toBeLessThanOrEqual(late.length * 0.1);
    expect([...placed].filter(([id, { kind }]) => lateIds.has(id) && kind !== 'other').length).toBeGreaterThan(10);
    expect(uses).toEqual(await usesOf(full.id));
  });

  test('keeps to what people decided, as a full run does', async () => {
    const ids = (await listClusters()).map(({ id }) => id);
    const at = (i: number) => ids[i] ?? 0;
    const before = new Map(await Promise.all(ids.map(async (id) => [id, await members(id)] as const)));
    const of = (i: number) => before.get(at(i)) ?? [];
    await renameCluster(database, { clusterId: at(0), name: 'Named', actor: ana });
    await dismissCluster(database, { targets: [{ clusterId: at(1) }], reason: 'known', actor: ana });
    await mergeClusters(database, { targets: [{ clusterId: at(2) }], intoClusterId: at(3), actor: ana });
    const half = of(4).slice(0, Math.ceil(of(4).length / 2));
    const split = await splitCluster(database, { clusterId: at(4), groups: [{ postIds: half }], actor: ana });
    const [out, moved] = of(5);
    await movePosts(database, { clusterId: at(5), postIds: [out ?? 0], toClusterId: null, actor: ana });
    await movePosts(database, { clusterId: at(5), postIds: [moved ?? 0], toClusterId: at(6), actor: ana });
    const shown = new Map((await listClusters()).map((cluster) => [cluster.id, cluster]));
    const ofDismissed = await insertEchoes(database.db, of(1).slice(0, 2));
    const ofMerged = await insertEchoes(database.db, of(2).slice(0, 2));

    await performPlacing(database.db);

    expect(await getCluster(database, { clusterId: at(0) })).toMatchObject({ title: 'Named' });
    const dismissed = await getCluster(database, { clusterId: at(1) });
    expect(dismissed).toMatchObject({ state: 'dismissed', postsSinceDismissal: ofDismissed.length });
    expect(await members(at(3))).toEqual(expect.arrayContaining([...of(2), ...of(3), ...ofMerged]));
    expect((await getCluster(database, { clusterId: at(2) })).id).toBe(at(3));
    expect(await members(split.newClusterIds[0] ?? 0)).toEqual(expect.arrayContaining(half));
    expect(await members(at(6))).toContain(moved);
    expect(await findPostIds(database, { filter: { placed: false }, limit: 1000 })).toContain(out);
    for (const { id, title } of await listClusters()) expect(title).toBe(shown.get(id)?.title);
    await expectCountsToHold();
  });

  test('leaves erased posts out, and with the last of its posts a cluster that nobody decided about', async () => {
    const [kept, gone, ...others] = (await listClusters()).toReversed();
    if (!kept || !gone) throw new Error('too few clusters');
    await renameCluster(database, { clusterId: kept.id, name: 'Still here', actor: ana });
    const erasedIds = [...(await members(kept.id)), ...(await members(gone.id))];
    await database.db.transaction((tx) => erasePosts(tx, { postIds: erasedIds }));

    const run = await performPlacing(database.db);

    expect(run.result).toMatchObject({ postCount: early.length - erasedIds.length, diff: { vanishedCount: 2 } });
    expect((await readRunClusters(database.db, run.id)).map(({ id }) => id)).not.toContain(gone.id);
    expect(await getCluster(database, { clusterId: kept.id })).toMatchObject({ title: 'Still here', postCount: 0 });
    expect((await listClusters()).map(({ id }) => id).sort()).toEqual(
      expect.arrayContaining(others.map(({ id }) => id).sort()),
    );
    const rows = await readRunPosts(database.db, run.id);
    expect(rows.size).toBe((await readRunPosts(database.db, first.id)).size - erasedIds.length);
    await expectCountsToHold();
  });

  test('places edited posts by their new words, and those of a cluster that people hold stay', async () => {
    const [target, from, held] = await listClusters();
    if (!target || !from || !held) throw new Error('too few clusters');
    await renameCluster(database, { clusterId: held.id, name: 'Held', actor: ana });
    const [model] = await members(target.id);
    const [source] = await database.db
      .select()
      .from(posts)
      .where(eq(posts.id, model ?? 0));
    const [movedId, typoId] = await members(from.id);
    const [heldId] = await members(held.id);
    const words = `${source?.title ?? ''} ${source?.text} It happens to me as well.`;
    const [typo] = await database.db
      .select()
      .from(posts)
      .where(eq(posts.id, typoId ?? 0));
    await database.db
      .update(posts)
      .set({ title: null })
      .where(eq(posts.id, movedId ?? 0));
    for (const id of [movedId, heldId]) await editPost(database.db, id ?? 0, words);
    await editPost(database.db, typoId ?? 0, `${typo?.text} (edited)`);
    await database.db
      .update(runClusters)
      .set({ exemplarPostIds: [movedId ?? 0, typoId ?? 0] })
      .where(sql`${runClusters.runId} = ${first.id} and ${runClusters.clusterId} = ${from.id}`);

    const run = await performPlacing(database.db);

    expect(run.result).toMatchObject({ placing: { newPostCount: 0, editedPostCount: 3, placedPostCount: 3 } });
    expect(await members(target.id)).toContain(movedId);
    expect(await members(from.id)).toContain(typoId);
    expect(await members(held.id)).toContain(heldId);
    expect((await getCluster(database, { clusterId: from.id })).exemplarPostIds).toEqual([typoId]);
    const byId = new Map([...(await readRunPosts(database.db, run.id)).values()].map((row) => [row.postId, row]));
    expect(byId.get(movedId ?? 0)?.postVersion).toBe(2);
    await expectCountsToHold();

    const again = await performPlacing(database.db);
    expect(again.result).toMatchObject({ placing: { newPostCount: 0, editedPostCount: 0, placedPostCount: 0 } });
  });

  test('with nothing to place shows the same again', async () => {
    const shown = await findClusters(database, { limit: 200 });

    const run = await performPlacing(database.db);

    expect(await readRunPosts(database.db, run.id)).toEqual(await readRunPosts(database.db, first.id));
    expect(await findClusters(database, { limit: 200 })).toEqual(shown);
    const { counts } = await getRunDiff(database, { runId: run.id });
    expect(Object.values(counts).every((count) => count === 0)).toBe(true);
    expect(run.result).toMatchObject({
      drift: null,
      placing: { newPostCount: 0, placedPostCount: 0, clusterCount: 0 },
    });
  });

  test('gives the same result twice, also on top of each other', async () => {
    const placeTwice = async () => {
      await restore();
      await insertPosts(database.db, late.slice(0, 20));
      const once = await performPlacing(database.db);
      await insertPosts(database.db, late.slice(20));
      const second = await performPlacing(database.db);
      expect(second.result).toMatchObject({
        fullRun: { postCount: early.length },
        sinceFull: { postCount: late.length },
        placing: { newPostCount: late.length - 20 },
      });
      return [await readRunPosts(database.db, once.id), await readRunPosts(database.db, second.id)];
    };

    expect(await placeTwice()).toEqual(await placeTwice());
  });

  test('takes over suggestions with the answers that they were given', async () => {
    const [a, b] = await listClusters();
    await database.db.insert(suggestions).values({
      ...{ runId: first.id, kind: 'merge', signature: 'merge a b', clusterIds: [a?.id ?? 0, b?.id ?? 0] },
      ...{ postIds: [], score: 0.9, terms: ['export'] },
    });
    const before = await database.db.select({ id: suggestions.id }).from(suggestions).orderBy(suggestions.id);

    const run = await performPlacing(database.db);

    const after = await database.db.select().from(suggestions).orderBy(suggestions.id);
    expect(after.map(({ id, runId }) => [id, runId])).toEqual(before.map(({ id }) => [id, run.id]));
  });

  test('counts voices again where an author turned out to be staff', async () => {
    const [cluster] = await listClusters();
    const [first] = await members(cluster?.id ?? 0);
    const [post] = await database.db
      .select()
      .from(posts)
      .where(eq(posts.id, first ?? 0));
    await database.db
      .update(authors)
      .set({ isStaff: true })
      .where(eq(authors.id, post?.authorId ?? 0));
    await database.db
      .update(posts)
      .set({ updatedAt: sql`clock_timestamp()` })
      .where(eq(posts.id, first ?? 0));

    await performPlacing(database.db);

    const after = await getCluster(database, { clusterId: cluster?.id ?? 0 });
    expect(after).toMatchObject({ postCount: cluster?.postCount, voiceCount: (cluster?.voiceCount ?? 0) - 1 });
  });
});

describe('a placing run finds clusters in all posts instead', () => {
  async function expectFull(postCount: number): Promise<void> {
    const run = await performPlacing(database.db);
    expect(run).toMatchObject({ title: 'Find clusters', result: { mode: 'full', postCount, seed: 1 } });
  }

  test('before the first run', async () => {
    await emptyTables(database.db);
    await insertPosts(database.db, sample.slice(0, 60));
    await expectFull(60);
  });

  test('on a run of another seed, engine or release, and once an endpoint makes vectors', async () => {
    const changes = {
      seed: sql`jsonb_set(checkpoint, '{result,parameters,seed}', '7')`,
      told: sql`jsonb_set(checkpoint, '{result,parameters,clusterCount}', '9')`,
      vectors: sql`jsonb_set(checkpoint, '{result,parameters,postVectors}', '"some-model"')`,
      version: sql`jsonb_set(checkpoint, '{result,version}', '"0.0.1"')`,
      // As runs were before posts could be placed on them.
      mode: sql`checkpoint #- '{result,mode}'`,
    };
    const ground = () => findGround(database, { options: {} });
    expect(await ground()).toMatchObject({ runId: first.id });
    for (const [what, change] of Object.entries(changes)) {
      await database.db.update(runs).set({ checkpoint: change }).where(eq(runs.id, first.id));
      expect(await ground(), what).toBeNull();
      await database.db.update(runs).set({ checkpoint: first.checkpoint }).where(eq(runs.id, first.id));
    }
    await database.db.insert(embeddingsEndpoint).values({ url: 'http://localhost:1/v1', model: 'some-model' });
    expect(await ground()).toBeNull();
  });
});

describe('a placing run that ends early', () => {
  test.each([
    ['before it copies', (n: number) => n === 4],
    ['among the posts', (n: number) => n === 8],
    ['just before it is published', (_: number, checkpoint: unknown) => checkpoint !== null],
  ])('%s leaves what people see as it was, and goes through when it is tried again', async (_, holds) => {
    const shown = await findClusters(database, { limit: 200 });
    await insertPosts(database.db, late);
    const jobs = rememberingJobs();
    const { id } = await startClustering({ db: database.db, jobs }, { actor: null, options: { mode: 'placing' } });
    const broken = await perform(database.db, id, { cluster: killedAt(database.db, holds) as Body });
    expect(broken.status).toBe('failed');
    expect(await getCurrentRunId(database)).toBe(first.id);
    expect(await findClusters(database, { limit: 200 })).toEqual(shown);

    await retryRun({ db: database.db, jobs }, { runId: id });
    const ended = await perform(database.db, id, { cluster: runClustering });

    expect(ended).toMatchObject({ status: 'succeeded', result: { mode: 'placing', postCount: sample.length } });
    expect((await readRunPosts(database.db, id)).size).toBe(sample.length);
    await expectCountsToHold();
  });

  test('reads a post that is edited meanwhile next time, and counts decisions made meanwhile', async () => {
    const [a, b] = await listClusters();
    if (!a || !b) throw new Error('too few clusters');
    const [editedId = 0, movedId = 0] = await members(a.id);
    const jobs = rememberingJobs();
    const { id } = await startClustering({ db: database.db, jobs }, { actor: null, options: { mode: 'placing' } });
    const body = (_deps: unknown, context: RunContext) =>
      runClustering(
        { db: database.db },
        {
          ...context,
          commit: async (checkpoint, write) => {
            if (checkpoint?.phase === 'published') {
              await editPost(database.db, editedId, 'Nothing to see here any more, thanks.');
              await movePosts(database, { clusterId: a.id, postIds: [movedId], toClusterId: b.id, actor: ana });
            }
            return context.commit(checkpoint, write);
          },
        },
      );

    const ended = await perform(database.db, id, { cluster: body });

    expect(ended.status).toBe('succeeded');
    expect(await members(b.id)).toContain(movedId);
    expect(await members(a.id)).toContain(editedId);
    await expectCountsToHold();
    const next = await performPlacing(database.db);
    expect(next.result).toMatchObject({ placing: { newPostCount: 0, editedPostCount: 1 } });
  });
});

describe('where the clusters no longer fit', () => {
  async function growBy(count: number): Promise<void> {
    await insertPosts(database.db, late.slice(0, count));
  }

  test('one full run follows, and none after that', async () => {
    await growBy(40);
    const jobs = rememberingJobs();

    const run = await performPlacing(database.db, jobs);

    expect(run.result).toMatchObject({ drift: { reason: 'growth' }, fullRunId: run.id + 1 });
    expect(jobs.enqueuedIds).toEqual([run.id, run.id + 1]);
    const full = await perform(database.db, run.id + 1, { cluster: runClustering }, jobs);
    expect(full).toMatchObject({ title: 'Find clusters', input: { mode: 'full' }, result: { mode: 'full' } });
    const later = await performPlacing(database.db, jobs);
    expect(later.result).toMatchObject({ drift: null, fullRun: { id: full.id } });
    expect(jobs.enqueuedIds).toEqual([run.id, full.id, later.id]);
  });

  test('posts that come in while a run works are placed by one that follows it', async () => {
    const jobs = rememberingJobs();
    const { id } = await startClustering({ db: database.db, jobs }, { actor: null, options: { mode: 'placing' } });
    expect(await joinRun(database, { runId: id })).toBe(true);
    const body = (_deps: unknown, context: RunContext) =>
      runClustering(
        { db: database.db },
        {
          ...context,
          commit: async (checkpoint, write) => {
            if (checkpoint?.phase === 'published') {
              await insertPosts(database.db, late.slice(0, 3));
              expect(await joinRun(database, { runId: id })).toBe(true);
            }
            return context.commit(checkpoint, write);
          },
        },
      );

    await perform(database.db, id, { cluster: body }, jobs);

    // A small community: clusters are found anew.
    expect(jobs.enqueuedIds).toEqual([id, id + 1]);
    expect(await getRun(database, { runId: id + 1 })).toMatchObject({ status: 'queued', input: { mode: 'full' } });
    expect(await joinRun(database, { runId: id })).toBe(false);
    const next = await perform(database.db, id + 1, { cluster: runClustering }, jobs);
    expect(next.result).toMatchObject({ postCount: early.length + 3 });
    expect(jobs.enqueuedIds).toHaveLength(2);
  });

  test('one full run follows when the worker dies between showing the posts and ending', async () => {
    // With a third run there are placements to take away once it is published.
    await performPlacing(database.db);
    await growBy(40);
    const jobs = rememberingJobs();
    const { id } = await startClustering({ db: database.db, jobs }, { actor: null, options: { mode: 'placing' } });
    let isPublished = false;
    const dies = killedAt(database.db, (_, checkpoint) => {
      const isOver = isPublished;
      isPublished ||= checkpoint !== null;
      return isOver;
    }) as Body;
    const broken = await perform(database.db, id, { cluster: dies }, jobs);
    await database.db.update(runs).set({ status: 'queued', finishedAt: null, leaseToken: null }).where(eq(runs.id, id));

    const ended = await perform(database.db, id, { cluster: runClustering }, jobs);

    expect(ended).toMatchObject({ status: 'succeeded', result: { fullRunId: id + 1 } });
    expect(broken.checkpoint.phase).toBe('published');
    expect(jobs.enqueuedIds.filter((queued) => queued === id + 1)).toHaveLength(1);
    const open = await database.db.select().from(runs).where(eq(runs.status, 'queued'));
    expect(open.map((run) => run.id)).toEqual([id + 1]);
  });
});
