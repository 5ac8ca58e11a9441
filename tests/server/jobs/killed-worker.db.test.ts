import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { startClustering } from '#server/clusters/start-clustering.ts';
import { openJobQueue } from '#server/jobs/jobs.ts';
import { STALE_AFTER_SECONDS } from '#server/runs/claim-run.ts';
import { insertPosts } from '#tests/database/insert-posts.ts';
import { createSource, queueImport } from '../imports/import-file.ts';
import { openKillableWorker, type WorkerProcess } from './killable-worker.ts';

const PICKED_UP_WITHIN_MS = 120_000;
const IMPORTED_COUNT = 8_000;
const THINGS = 'export import search login sync billing editor sidebar webhook calendar'.split(' ');
const WORDS = 'hangs fails slow twice again since update please button nothing after while loading mobile'.split(' ');

const worker = openKillableWorker();
let running: WorkerProcess | null = null;

/** A number that looks like chance and is always the same. */
function mix(index: number, modulus: number): number {
  return (Math.imul(index + 1, 2_654_435_761) >>> 8) % modulus;
}

function postText(index: number): string {
  const thing = THINGS[mix(index, THINGS.length)];
  const words = Array.from({ length: 9 }, (_, i) => WORDS[mix(index * 31 + i, WORDS.length)]);
  return `The ${thing} ${words.join(' ')} with ${thing} number ${mix(index, 400)}`;
}

type Seen = {
  readonly importStatus: string;
  readonly clusterStatus: string;
  readonly clusterStage: string | null;
  readonly attemptCount: number;
  /** What the import says it did, and what is there. */
  readonly claimed: number;
  readonly stored: number;
  readonly rejectedClaimed: number;
  readonly rejectedStored: number;
  readonly placedCount: number;
  readonly currentRunId: number | null;
};

/** All of it as of one moment. Null while no database answers. */
async function look(runIds: { imported: number; clustered: number }): Promise<Seen | null> {
  try {
    const { rows } = await worker.connection().db.execute<Seen>(sql`
      select i.status as "importStatus", c.status as "clusterStatus", c.stage as "clusterStage",
        least(i.attempt_count, c.attempt_count) as "attemptCount",
        coalesce((i.checkpoint->>'createdCount')::int, 0) as claimed,
        (select count(*)::int from posts p join sources s on s.id = p.source_id where s.name = 'Imported') as stored,
        coalesce((i.checkpoint->>'rejectedCount')::int, 0) as "rejectedClaimed",
        (select count(*)::int from rejected_rows) as "rejectedStored",
        (select count(*)::int from run_posts) as "placedCount",
        (select current_run_id::int from workspace) as "currentRunId"
      from runs i, runs c where i.id = ${runIds.imported} and c.id = ${runIds.clustered}`);
    return rows[0] ?? null;
  } catch {
    return null;
  }
}

async function lookUntil(
  runIds: { imported: number; clustered: number },
  isReached: (seen: Seen) => boolean,
): Promise<Seen> {
  const deadline = Date.now() + PICKED_UP_WITHIN_MS;
  for (;;) {
    const seen = await look(runIds);
    if (seen) expectNothingHalfWritten(seen, runIds.clustered);
    if (seen && isReached(seen)) return seen;
    const isOver = Date.now() > deadline || [seen?.importStatus, seen?.clusterStatus].includes('failed');
    if (isOver) throw new Error(`what there is after two minutes: ${JSON.stringify(seen)} ${running?.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Holds at every moment, whoever was killed and whenever. */
function expectNothingHalfWritten(seen: Seen, clusterRunId: number): void {
  expect([seen.stored, seen.rejectedStored]).toEqual([seen.claimed, seen.rejectedClaimed]);
  if (seen.currentRunId === null) return;
  expect(seen.currentRunId).toBe(clusterRunId);
}

/** Kills the worker, and starts another when a server would take the first for dead. */
async function replaceKilled(killed: WorkerProcess): Promise<WorkerProcess> {
  await killed.kill('SIGKILL');
  if (process.env.TEST_DATABASE_URL) {
    await worker.connection().db.execute(sql`
      update runs set heartbeat_at = heartbeat_at - make_interval(secs => ${STALE_AFTER_SECONDS + 1})
      where status = 'running'`);
  }
  return worker.start();
}

test('a worker killed in the middle of an import and a clustering leaves nothing half-written, and both are picked up', async () => {
  running = await worker.start();
  const { db, pool } = worker.connection();
  const jobs = await openJobQueue(pool, { works: false });
  const base = Array.from({ length: 1000 }, (_, i) => ({ id: `b${i}`, source: 'Base', text: postText(i) }));
  await insertPosts(db, base);
  const lines = Array.from({ length: IMPORTED_COUNT }, (_, i) =>
    i % 100 === 99 ? '{"id":"broken"' : JSON.stringify({ id: `p${i}`, text: postText(i), author: `member ${i % 499}` }),
  );
  const sourceId = await createSource({ db }, 'Imported');
  const clustering = await startClustering({ db, jobs }, { actor: null });
  const imported = await queueImport({ db, jobs }, { bytes: Buffer.from(lines.join('\n')), name: 'a.jsonl', sourceId });
  const runIds = { imported: imported.id, clustered: clustering.id };
  await jobs.stop();

  const before = await lookUntil(runIds, (seen) => seen.stored > 0 && seen.clusterStatus === 'running');
  expect(before.stored).toBeLessThan(IMPORTED_COUNT);
  expect(before.currentRunId).toBeNull();

  running = await replaceKilled(running);
  await lookUntil(runIds, (seen) => seen.attemptCount >= 2);

  // The clustering is killed once more, while what it found is being written.
  await lookUntil(runIds, (seen) => seen.placedCount > 0);
  running = await replaceKilled(running);
  await lookUntil(runIds, (seen) => seen.attemptCount >= 2 && seen.importStatus === 'succeeded');
  const after = await lookUntil(runIds, (seen) => seen.clusterStatus === 'succeeded');

  expect(after).toMatchObject({ stored: IMPORTED_COUNT * 0.99, rejectedStored: IMPORTED_COUNT * 0.01 });
  expect(after.currentRunId).toBe(clustering.id);
  const { rows } = await db.execute<{ wrong: number }>(sql`
    select count(*)::int as wrong from run_clusters rc
    where rc.post_count <> (select count(*) from run_posts rp where rp.run_id = rc.run_id and rp.cluster_id = rc.cluster_id)`);
  expect(rows[0]?.wrong).toBe(0);
  const { rows: read } = await db.execute<{ stray: number; placed: number; told: number }>(sql`
    select count(*) filter (where rp.run_id <> r.id)::int as stray, count(*)::int as placed,
      (r.result->>'postCount')::int as told
    from runs r, run_posts rp where r.id = ${clustering.id} group by r.id`);
  expect(read[0]).toEqual({ stray: 0, placed: read[0]?.told, told: read[0]?.told });
  await running.kill('SIGTERM');
}, 400_000);
