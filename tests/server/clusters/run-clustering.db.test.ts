import { desc, eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clusters, posts, runClusters, runPosts, runs, workspace } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import { membership } from '#server/clusters/membership.ts';
import { runClustering } from '#server/clusters/run-clustering.ts';
import { startClustering } from '#server/clusters/start-clustering.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { cancelRun } from '#server/runs/cancel-run.ts';
import { retryRun } from '#server/runs/retry-run.ts';
import type { Run, RunBody, RunContext } from '#server/runs/run.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { keepTables } from '#tests/database/keep-tables.ts';
import { type perform as Perform, perform, performClustering, rememberingJobs } from '#tests/database/perform.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };
const sample = samplePosts().slice(0, 252);

beforeEach(() => emptyTables(database.db));

async function start() {
  return startClustering({ db: database.db, jobs: rememberingJobs() }, { actor: null });
}

/** Every test of a group begins where a first run over these posts has ended. @returns that run. */
function afterFirstRun(first: typeof sample): () => Run {
  let run: Run;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    await emptyTables(database.db);
    await insertPosts(database.db, first);
    run = await performClustering(database.db);
    restore = await keepTables(database.db);
  });
  beforeEach(() => restore());
  return () => run;
}

/** Stops the body at its first commit that `holds`, as a killed process would: nothing after it happens. */
function killedWhen(holds: (commitNumber: number, checkpoint: unknown) => boolean): RunBody<never> {
  let commitNumber = 0;
  return (_deps, context) =>
    runClustering(
      { db: database.db },
      {
        ...context,
        commit: (checkpoint, write) => {
          commitNumber += 1;
          if (holds(commitNumber, checkpoint)) return Promise.reject(new Error('killed here'));
          return context.commit(checkpoint, write);
        },
      },
    );
}

async function describeClusters() {
  const rows = await database.db
    .select({
      title: runClusters.title,
      kind: runClusters.kind,
      terms: runClusters.terms,
      postCount: runClusters.postCount,
    })
    .from(runClusters)
    .innerJoin(workspace, eq(workspace.currentRunId, runClusters.runId))
    .orderBy(desc(runClusters.postCount), runClusters.title);
  return rows;
}

describe('a first run over all posts', () => {
  const first = afterFirstRun(sample);

  test('shows clusters whose counts are the lengths of the lists behind them', async () => {
    const run = first();
    const found = await findClusters({ db: database.db }, { limit: 200 });
    expect(found.length).toBeGreaterThan(5);
    for (const cluster of found) {
      const list = await findPosts({ db: database.db }, { clusterId: cluster.id, limit: 500 });
      expect(list).toHaveLength(cluster.postCount);
      expect(list.every((post) => post.cluster?.id === cluster.id)).toBe(true);
      const members = list.filter(({ author }) => author && !author.isStaff && !author.isBot);
      expect(cluster.voiceCount).toBe(
        new Set(members.map(({ author, source }) => `${source.id}/${author?.name}`)).size,
      );
    }
    const placedCount = found.reduce((sum, { postCount }) => sum + postCount, 0);
    expect([run.doneCount, run.totalCount]).toEqual([sample.length, sample.length]);
    expect(run.result).toMatchObject({
      postCount: sample.length,
      placedCount,
      clusterCount: found.length,
      seed: 1,
      inputSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      diff: { previousRunId: null, newCount: found.length, placedPostCount: placedCount, movedPostCount: 0 },
    });
  });

  test('does not depend on the order in which the posts came in', async () => {
    const firstClusters = await describeClusters();
    await emptyTables(database.db);
    await insertPosts(database.db, sample.toReversed());

    const second = await performClustering(database.db);

    expect(await describeClusters()).toEqual(firstClusters);
    expect(second.result?.inputSha256).toBe(first().result?.inputSha256);
  });

  test('is followed by one with the same posts that keeps every identity and moves nothing', async () => {
    const before = await findClusters({ db: database.db }, { limit: 200 });

    const second = await performClustering(database.db);

    expect(await findClusters({ db: database.db }, { limit: 200 })).toEqual(before);
    expect(second.result?.diff).toMatchObject({ newCount: 0, vanishedCount: 0, grownCount: 0, movedPostCount: 0 });
  });

  test('is followed by one that counts decisions made while it worked', async () => {
    const [a, b] = await findClusters({ db: database.db });
    if (!a || !b) throw new Error('too few clusters');
    const movedIds = (await findPosts({ db: database.db }, { clusterId: a.id, limit: 4 })).map(({ id }) => id);
    const run = await start();
    let hasDecided = false;
    const body = (_deps: unknown, context: RunContext) =>
      runClustering(
        { db: database.db },
        {
          ...context,
          commit: async (checkpoint, write) => {
            if (checkpoint?.phase === 'published' && !hasDecided) {
              hasDecided = true;
              await movePosts(
                { db: database.db },
                { clusterId: a.id, postIds: movedIds, toClusterId: b.id, actor: ana },
              );
              await renameCluster({ db: database.db }, { clusterId: b.id, name: 'Named meanwhile', actor: ana });
            }
            return context.commit(checkpoint, write);
          },
        },
      );

    const ended = await perform(database.db, run.id, { cluster: body });

    expect(ended.status).toBe('succeeded');
    expect(await getCurrentRunId({ db: database.db })).toBe(run.id);
    const [afterA, afterB] = await Promise.all(
      [a.id, b.id].map((clusterId) => getCluster({ db: database.db }, { clusterId })),
    );
    expect(afterA?.postCount).toBe(a.postCount - 4);
    expect(afterB).toMatchObject({ postCount: b.postCount + 4, title: 'Named meanwhile' });
  });
});

describe('a first run', () => {
  test('is refused without posts, and while another waits', async () => {
    await expect(start()).rejects.toMatchObject({ code: 'conflict' });
    await insertPosts(database.db, sample.slice(0, 20));
    const waiting = await start();

    await expect(start()).rejects.toMatchObject({ code: 'conflict', details: { runId: waiting.id } });
  });

  test('leaves deleted posts out', async () => {
    const ids = await insertPosts(database.db, sample);
    await database.db.update(posts).set({ deletedAt: new Date(), text: '' }).where(sql`${posts.id} <= ${ids[49]}`);

    const run = await performClustering(database.db);

    expect(run.result?.postCount).toBe(sample.length - 50);
  });
});

describe('a later run', () => {
  test('with a fifth more posts keeps names, dismissals and moves', async () => {
    const isLate = (_: unknown, i: number) => i % 6 === 5;
    await insertPosts(
      database.db,
      sample.filter((post, i) => !isLate(post, i)),
    );
    await performClustering(database.db);
    const found = await findClusters({ db: database.db }, { limit: 200 });
    const [named, dismissed, from, to] = found;
    if (!named || !dismissed || !from || !to) throw new Error(`too few clusters: ${found.length}`);
    for (const [i, { id }] of found.entries()) {
      if (i % 2 === 0) await renameCluster({ db: database.db }, { clusterId: id, name: `Named ${id}`, actor: ana });
    }
    await dismissCluster({ db: database.db }, { clusterId: dismissed.id, reason: 'off topic', actor: ana });
    const list = await findPosts({ db: database.db }, { clusterId: from.id });
    const [out, ...moved] = list.slice(0, 3).map(({ id }) => id);
    if (!out) throw new Error('no post');
    await movePosts({ db: database.db }, { clusterId: from.id, postIds: moved, toClusterId: to.id, actor: ana });
    await movePosts({ db: database.db }, { clusterId: from.id, postIds: [out], toClusterId: null, actor: ana });

    await insertPosts(database.db, sample.filter(isLate));
    await performClustering(database.db);

    for (const [i, { id }] of found.entries()) {
      if (i % 2 !== 0) continue;
      expect((await getCluster({ db: database.db }, { clusterId: id })).title).toBe(`Named ${id}`);
    }
    const after = await getCluster({ db: database.db }, { clusterId: dismissed.id });
    expect(after).toMatchObject({ state: 'dismissed', dismissReason: 'off topic' });
    const inTo = await findPosts({ db: database.db }, { clusterId: to.id, limit: 500 });
    expect(inTo.map(({ id }) => id)).toEqual(expect.arrayContaining(moved));
    const unplaced = await findPosts({ db: database.db }, { placed: false, limit: 500 });
    expect(unplaced.map(({ id }) => id)).toContain(out);
    for (const cluster of await findClusters({ db: database.db }, { limit: 200 })) {
      expect(await findPosts({ db: database.db }, { clusterId: cluster.id, limit: 500 })).toHaveLength(
        cluster.postCount,
      );
    }
    // Most posts of a cluster that a person named are still together under that name.
    const before = new Set(
      (await findPosts({ db: database.db }, { clusterId: named.id, limit: 500 })).map(({ id }) => id),
    );
    expect(before.size).toBeGreaterThanOrEqual(named.postCount / 2);
  });

  test('keeps the placements of the last two runs only', async () => {
    await insertPosts(database.db, sample.slice(0, 60));
    const first = await performClustering(database.db);
    const second = await performClustering(database.db);
    const third = await performClustering(database.db);

    const kept = await database.db.selectDistinct({ runId: runPosts.runId }).from(runPosts).orderBy(runPosts.runId);

    expect(kept.map(({ runId }) => runId)).toEqual([second.id, third.id]);
    const [titles] = await database.db.select().from(runClusters).where(eq(runClusters.runId, first.id)).limit(1);
    expect(titles).toBeDefined();
  });
});

describe('a later run that is killed', () => {
  const first = afterFirstRun(sample.slice(0, 120));

  test.each([
    ['before anything is written', (n: number) => n === 5],
    ['among the placements', (n: number) => n === 7],
    ['just before it is published', (_: number, checkpoint: unknown) => checkpoint !== null],
  ])('%s leaves what people see as it was, and the next attempt goes through', async (_, holds) => {
    const shown = await findClusters({ db: database.db }, { limit: 200 });
    expect(shown.length).toBeGreaterThan(2);
    await insertPosts(database.db, sample.slice(120, 160));
    const run = await start();
    const body = killedWhen(holds) as Parameters<typeof Perform>[2]['cluster'];
    const broken = await perform(database.db, run.id, { cluster: body });
    expect(broken.status).toBe('failed');
    expect(await getCurrentRunId({ db: database.db })).toBe(first().id);
    expect(await findClusters({ db: database.db }, { limit: 200 })).toEqual(shown);

    await retryRun({ db: database.db, jobs: rememberingJobs() }, { runId: run.id });
    const ended = await perform(database.db, run.id, { cluster: runClustering });

    expect(ended.status).toBe('succeeded');
    expect(ended.result?.postCount).toBe(160);
    const [placements] = await database.db
      .select({ count: sql`count(*)`.mapWith(Number) })
      .from(runPosts)
      .where(eq(runPosts.runId, run.id));
    expect(placements?.count).toBe(160);
    const [orphans] = await database.db
      .select({ count: sql`count(*)`.mapWith(Number) })
      .from(clusters)
      .where(sql`not exists (select 1 from run_clusters rc where rc.cluster_id = clusters.id)`);
    expect(orphans?.count).toBe(0);
  });
});

describe('a run that ends early', () => {
  test('after it was published does not find clusters again', async () => {
    await insertPosts(database.db, sample.slice(0, 100));
    const run = await start();
    let isPublished = false;
    const body = killedWhen((_, checkpoint) => {
      const dies = isPublished;
      isPublished ||= checkpoint !== null;
      return dies;
    }) as Parameters<typeof Perform>[2]['cluster'];
    await perform(database.db, run.id, { cluster: body });
    await database.db
      .update(runs)
      .set({ status: 'queued', finishedAt: null, leaseToken: null })
      .where(eq(runs.id, run.id));

    const ended = await perform(database.db, run.id, { cluster: runClustering });

    expect(ended.status).toBe('succeeded');
    expect(ended.result).toEqual(ended.checkpoint.result);
    expect(ended.attemptCount).toBe(2);
  });

  test('by being cancelled stops and shows nothing', async () => {
    await insertPosts(database.db, sample.slice(0, 200));
    const run = await start();
    const body = (_deps: unknown, context: RunContext) =>
      runClustering(
        { db: database.db },
        {
          ...context,
          commit: async (checkpoint, write) => {
            if (checkpoint !== null) await cancelRun({ db: database.db }, { runId: run.id });
            return context.commit(checkpoint, write);
          },
        },
      );

    const ended = await perform(database.db, run.id, { cluster: body });

    expect(ended.status).toBe('cancelled');
    expect(await getCurrentRunId({ db: database.db })).toBeNull();
    expect(await findClusters({ db: database.db })).toEqual([]);
  });

  test('stops the engine at once when its signal aborts', async () => {
    await insertPosts(database.db, sample);
    const run = await start();
    const stop = new AbortController();
    const body = (_deps: unknown, context: RunContext) =>
      runClustering(
        { db: database.db },
        {
          ...context,
          signal: stop.signal,
          report: (progress) => {
            if (progress.stage?.includes('words')) stop.abort(new Error('stopped'));
          },
        },
      );

    const ended = await perform(database.db, run.id, { cluster: body });

    expect(ended.status).toBe('failed');
    const rows = await database.db.execute(sql`select 1 from (${membership(run.id)}) m limit 1`);
    expect(rows.rows).toEqual([]);
  });
});
