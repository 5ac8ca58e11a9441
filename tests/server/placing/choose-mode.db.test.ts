import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { posts, runPosts, runs, workspace } from '#db/schema.ts';
import { resolveParameters } from '#pipelines/parameters.ts';
import { readVersion } from '#server/config/read-version.ts';
import { importThenCluster } from '#server/imports/import-then-cluster.ts';
import { chooseMode } from '#server/placing/choose-mode.ts';
import { getRun } from '#server/runs/get-run.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { perform, rememberingJobs } from '#tests/database/perform.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { createSource, queueImport } from '../imports/import-file.ts';

const database = openTestDatabase();
const jobs = rememberingJobs();

beforeEach(() => emptyTables(database.db));

/** A run that says it found clusters in so many posts; thirty of them are there. */
async function pretendRun(postCount: number, later: Record<string, unknown> = {}): Promise<void> {
  const ids = await insertPosts(database.db, samplePosts().slice(0, 30));
  const result = {
    ...{ mode: 'full', version: readVersion(), seed: 1, notice: null, kinds: [] },
    ...{
      parameters: resolveParameters({}, { wordVectors: 'en' }),
      postCount,
      placedCount: Math.floor(postCount / 2),
      ...later,
    },
  };
  const [run] = await database.db
    .insert(runs)
    .values({
      kind: 'cluster',
      title: 'Find clusters',
      status: 'succeeded',
      checkpoint: { phase: 'published', result },
    })
    .returning();
  const runId = run?.id ?? 0;
  await database.db
    .insert(runPosts)
    .values(ids.map((postId) => ({ runId, postId, score: 0, kind: 'other' as const, kindScore: 0, postVersion: 1 })));
  await database.db.update(workspace).set({ currentRunId: runId });
}

test('an import into a large community has its posts placed, into a small one clusters found anew', async () => {
  const importOne = async (id: string) => {
    const sourceId = await createSource(database, `Forum ${id}`);
    const bytes = Buffer.from(JSON.stringify({ id, text: 'The export hangs on large queries.' }));
    const queued = await queueImport({ db: database.db, jobs }, { bytes, name: 'a.jsonl', sourceId });
    await database.db
      .update(runs)
      .set({ input: { ...queued.input, thenCluster: true } })
      .where(eq(runs.id, queued.id));
    const { result } = await perform(database.db, queued.id, { import: importThenCluster }, jobs);
    const started = await getRun(database, { runId: Number(result?.clusterRunId) });
    await database.db.update(runs).set({ status: 'cancelled' }).where(eq(runs.id, started.id));
    return { title: started.title, mode: started.input.mode };
  };

  await pretendRun(5001);
  expect(await importOne('a')).toEqual({ title: 'Place new posts', mode: 'placing' });
  await database.db.update(workspace).set({ currentRunId: null });
  expect(await importOne('b')).toEqual({ title: 'Find clusters', mode: 'full' });
});

test('new and edited posts since the last full run are counted, deleted ones are not', async () => {
  // Room for three more posts.
  await pretendRun(6000, {
    fullRun: { id: 1, postCount: 100, placedCount: 50 },
    sinceFull: { postCount: 7, unplacedCount: 0 },
  });
  await insertPosts(database.db, samplePosts().slice(30, 32));
  await database.db.update(posts).set({ version: 2 }).where(eq(posts.id, 1));
  await database.db.update(posts).set({ deletedAt: new Date(), version: 2 }).where(eq(posts.id, 2));
  expect(await chooseMode(database)).toBe('placing');

  await database.db.update(posts).set({ version: 2 }).where(eq(posts.id, 3));

  expect(await chooseMode(database)).toBe('full');
});
