import { spawn } from 'node:child_process';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authors, posts, rejectedRows, runs } from '#db/schema.ts';
import { projectRoot } from '#server/config/project-root.ts';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { createSource, performImport, queueImport } from './import-file.ts';

const database = openTestDatabase();
let jobs: JobQueue;
beforeAll(async () => {
  jobs = await openJobQueue(database.pool, { works: false });
});
afterAll(() => jobs.stop());

async function countRows(): Promise<{ posts: number; authors: number; rejected: number }> {
  const count = sql<number>`count(*)::int`;
  const [[p], [a], [r]] = await Promise.all([
    database.db.select({ count }).from(posts),
    database.db.select({ count }).from(authors),
    database.db.select({ count }).from(rejectedRows),
  ]);
  return { posts: p?.count ?? 0, authors: a?.count ?? 0, rejected: r?.count ?? 0 };
}

/** A worker in a process of its own, to be killed without a chance to tidy up. */
async function spawnWorker(runId: number) {
  const outfile = path.join(projectRoot(), '.cache/tests', `import-worker-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(projectRoot(), 'tests/server/imports/import-worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    logLevel: 'silent',
  });
  return spawn(process.execPath, [outfile, database.connectionString, String(runId)], { stdio: 'ignore' });
}

test('an import killed in the middle leaves whole batches only, and another worker brings it to the same end', async () => {
  const deps = { db: database.db, jobs };
  const total = 6_000;
  const lines = Array.from({ length: total }, (_, index) =>
    index % 100 === 99
      ? '{"id":"broken"'
      : JSON.stringify({
          id: `p${index}`,
          text: `Post number ${index} says that the export fails again`,
          author: `member ${index % 499}`,
        }),
  );
  const run = await queueImport(deps, {
    bytes: Buffer.from(lines.join('\n')),
    name: 'a.jsonl',
    sourceId: await createSource(deps),
  });

  const worker = await spawnWorker(run.id);
  const exited = new Promise((resolve) => worker.once('exit', (_, signal) => resolve(signal)));
  while ((await countRows()).posts === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  worker.kill('SIGKILL');
  expect(await exited).toBe('SIGKILL');

  const left = await countRows();
  const [killed] = await database.db.select().from(runs);
  expect(killed?.status).toBe('running');
  expect(left.posts).toBeLessThan(total);
  expect(killed?.checkpoint).toMatchObject({
    readCount: left.posts + left.rejected,
    createdCount: left.posts,
    rejectedCount: left.rejected,
  });

  await database.db.update(runs).set({ heartbeatAt: sql`now() - interval '2 minutes'` });
  const ended = await performImport(deps, run.id);

  expect(ended).toMatchObject({
    status: 'succeeded',
    attemptCount: 2,
    result: { readCount: total, createdCount: total * 0.99, rejectedCount: total * 0.01, unchangedCount: 0 },
  });
  expect(await countRows()).toEqual({ posts: total * 0.99, authors: 499, rejected: total * 0.01 });
});
