import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { kindCorrections, posts, runParts, runTellings } from '#db/schema.ts';
import { runClustering } from '#server/clusters/run-clustering.ts';
import { startClustering } from '#server/clusters/start-clustering.ts';
import type { Queryable } from '#server/database/database.ts';
import { erasePosts } from '#server/erasure/erase-posts.ts';
import { createLog } from '#server/log/log.ts';
import { claimPart } from '#server/parts/claim-part.ts';
import { helpRun } from '#server/parts/help-run.ts';
import { sweepTellings } from '#server/parts/sweep-tellings.ts';
import { cancelRun } from '#server/runs/cancel-run.ts';
import type { Run, RunContext } from '#server/runs/run.ts';
import { insertPosts } from '#tests/database/insert-posts.ts';
import { perform, performClustering, rememberingJobs } from '#tests/database/perform.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { repeatSample } from './repeat-sample.ts';

const database = openTestDatabase();
const PART_COUNT = 4;
const PART_SIZE = 40;
const written = repeatSample(130);
const log = createLog('silent');
let calls: { readonly tellingId: number; readonly notBefore: Date | undefined }[] = [];

beforeEach(async () => {
  await emptyTables(database.db);
  calls = [];
});

function depsOf(workerId: string) {
  const call = async (_tx: Queryable, tellingId: number, notBefore?: Date) => void calls.push({ tellingId, notBefore });
  return { db: database.db, log, help: { workerId, call, partSize: PART_SIZE } };
}

async function start(): Promise<Run> {
  return startClustering({ db: database.db, jobs: rememberingJobs() }, { actor: null });
}

/** Performs a run that calls for help; `whenCalled` happens after its parts are there and before it tells any. */
function performCalling(run: Run, whenCalled: (tellingId: number) => Promise<unknown>): Promise<Run> {
  const body = (_deps: unknown, context: RunContext) =>
    runClustering(depsOf('own'), {
      ...context,
      commit: async (checkpoint, write) => {
        const before = calls.length;
        const result = await context.commit(checkpoint, write);
        const called = calls[before];
        if (called) await whenCalled(called.tellingId);
        return result;
      },
    });
  return perform(database.db, run.id, { cluster: body });
}

const help = (workerId: string, tellingId: number) => helpRun(depsOf(workerId), { tellingId });

async function countParts(): Promise<number> {
  const { rows } = await database.db.execute<{ count: number }>(
    sql`select (select count(*) from run_parts)::int + (select count(*) from run_tellings)::int as count`,
  );
  return rows[0]?.count ?? -1;
}

/** All that a run says of posts and clusters, but for its own number. */
async function readFound({ id, status, result }: Run) {
  const tables: unknown[] = [];
  for (const name of ['run_posts', 'run_uses', 'run_passages', 'run_clusters'] as const) {
    const { rows } = await database.db.execute<{ row: string }>(
      sql`select (to_jsonb(t) - 'run_id')::text as row from ${sql.identifier(name)} t where run_id = ${id} order by 1`,
    );
    tables.push(rows.map(({ row }) => row));
  }
  return { status, tables, kinds: result?.kinds, inputSha256: result?.inputSha256 };
}

async function correctSome(ids: readonly number[]): Promise<void> {
  const said = { actor: 'user:ana', actorName: 'Ana' };
  await database.db.insert(kindCorrections).values([
    { ...said, postId: ids[5] ?? 0, kind: 'praise', holds: true },
    { ...said, postId: ids[100] ?? 0, kind: 'complaint', holds: false },
  ]);
}

test('parts that other workers told, all or some, give the tables that one worker gives', async () => {
  const ids = await insertPosts(database.db, written);
  await correctSome(ids);
  const alone = await readFound(await performClustering(database.db));
  const toldCounts: number[] = [];

  const findCalling = async (whenCalled: (tellingId: number) => Promise<unknown>) =>
    readFound(await performCalling(await start(), whenCalled));

  const all = await findCalling(async (tellingId) => {
    toldCounts.push(...(await Promise.all([help('second', tellingId), help('third', tellingId)])));
  });
  // Of the parts two die with their worker, one is told elsewhere, and one has a post that changed after the run had read it.
  const some = await findCalling(async (tellingId) => {
    for (let i = 0; i < 2; i += 1) await claimPart({ db: database.db }, { tellingId, workerId: 'killed' });
    const [last] = await database.db
      .select()
      .from(runParts)
      .where(eq(runParts.position, PART_COUNT - 1));
    await database.db
      .update(posts)
      .set({ title: null, text: 'How do I get a refund? Please add a button, I love it.' })
      .where(eq(posts.id, last?.postIds[7] ?? 0));
    toldCounts.push(await help('second', tellingId));
  });

  expect((toldCounts[0] ?? 0) + (toldCounts[1] ?? 0)).toBe(PART_COUNT);
  expect(toldCounts[2]).toBe(PART_COUNT - 2);
  expect(all).toEqual(alone);
  expect(some).toEqual(alone);
  expect(alone.status).toBe('succeeded');
  expect(JSON.stringify(alone)).toContain('shifts of our ward');
  expect(await countParts()).toBe(0);
});

test('a run that is cancelled takes its parts away, and nobody tells them any more', async () => {
  await insertPosts(database.db, written);
  let toldCount = -1;
  const started = await start();

  const run = await performCalling(started, async (tellingId) => {
    await cancelRun({ db: database.db }, { runId: started.id });
    toldCount = await help('second', tellingId);
    expect(await countParts()).toBe(PART_COUNT + 1);
    await sweepTellings(database);
    expect(await countParts()).toBe(0);
  });

  expect([run.status, toldCount]).toEqual(['cancelled', 0]);
  expect(await help('second', calls[0]?.tellingId ?? 0)).toBe(0);
});

test('a run that begins anew, as after an erasure, has parts of its own, and what was told for the first is not taken', async () => {
  const [erasedId] = await insertPosts(database.db, written);
  const run = await start();
  const seen: number[] = [];
  const first = await performCalling(run, async (tellingId) => {
    seen.push(tellingId);
    await database.db.transaction((tx) => erasePosts(tx, { postIds: [erasedId ?? 0] }));
    expect(await countParts()).toBe(0);
  });
  expect(first.status).toBe('queued');
  // What a worker that was killed leaves behind.
  const [left] = await database.db
    .insert(runTellings)
    .values({ runId: run.id, workerId: 'dead', engine: 'any', productNames: [], learned: [] })
    .returning({ id: runTellings.id });

  const second = await performCalling(run, async (tellingId) => {
    seen.push(tellingId);
    expect(await database.db.select({ id: runTellings.id }).from(runTellings)).toEqual([{ id: tellingId }]);
    expect(await help('second', seen[0] ?? 0)).toBe(0);
    expect(await help('second', tellingId)).toBe(PART_COUNT);
  });

  expect([second.status, second.attemptCount]).toEqual(['succeeded', 2]);
  expect(new Set([...seen, left?.id]).size).toBe(3);
  expect(await countParts()).toBe(0);
});

test('parts hold no word of a post, and a call that is one’s own or speaks of other code is passed on', async () => {
  const secret = 'Xylophonist';
  await insertPosts(
    database.db,
    written.map((post, i) => (i % 50 === 3 ? { ...post, text: `The export crashes, says ${secret} ${i}.` } : post)),
  );
  const told: number[] = [];

  const run = await performCalling(await start(), async (tellingId) => {
    calls = [];
    told.push(await help('own', tellingId));
    const [telling] = await database.db.select().from(runTellings);
    const ours = telling?.engine ?? '';
    await database.db.update(runTellings).set({ engine: 'of another version' });
    told.push(await help('second', tellingId));
    expect(calls.map((call) => [call.tellingId, (call.notBefore?.getTime() ?? 0) > Date.now()])).toEqual([
      [tellingId, true],
      [tellingId, true],
    ]);
    await database.db.update(runTellings).set({ engine: ours });
    told.push(await help('second', tellingId));
    const { rows } = await database.db.execute(
      sql`select to_jsonb(p) as part, to_jsonb(t) as telling from run_parts p, run_tellings t`,
    );
    const dump = JSON.stringify(rows);
    expect(dump).toContain('"digest"');
    expect(dump).not.toContain(secret);
    expect(dump).not.toContain('export');
  });

  expect([run.status, told]).toEqual(['succeeded', [0, 0, PART_COUNT]]);
});
