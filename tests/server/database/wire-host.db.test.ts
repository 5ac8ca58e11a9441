import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { expect, test } from 'vitest';
import { connectDatabase } from '#server/database/database.ts';
import { serveWireProtocol } from '#server/database/embedded/wire-host.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();

/** A host in this process, with a database of its own in memory. */
async function startHost(pace: { asksAgainMs?: number; givesWayMs?: number } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'refrain-wire-'));
  const embedded = await PGlite.create();
  const host = await serveWireProtocol(embedded, { socketPath: path.join(folder, '.s.PGSQL.5432'), ...pace });
  return {
    createClient: () => new pg.Client({ host: folder, user: 'refrain', database: 'postgres' }),
    [Symbol.asyncDispose]: async () => {
      await host.close();
      await embedded.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

test('a page that asks one thing after another does not wait for a long transaction each time', async ({ skip }) => {
  if (!database.isEmbedded) skip('a server serves its clients side by side');
  // Long enough that a busy machine changes nothing: the page is never taken for one that is done.
  await using host = await startHost({ asksAgainMs: 1_000, givesWayMs: 1_500 });
  const writer = host.createClient();
  const page = host.createClient();
  await Promise.all([writer.connect(), page.connect()]);
  let writtenCount = 0;
  let isOver = false;
  const writing = (async () => {
    while (!isOver) {
      await writer.query('begin');
      await writer.query('select pg_sleep(0.06)');
      await writer.query('commit');
      writtenCount += 1;
    }
  })();
  while (writtenCount < 2) await page.query('select 1');

  const before = writtenCount;
  for (let question = 0; question < 12; question += 1) await page.query('select 1');
  const meanwhile = writtenCount - before;

  expect(meanwhile).toBeLessThan(5);
  // Nor does the writer wait for ever for somebody who never stops asking.
  const deadline = before + meanwhile + 3;
  while (writtenCount < deadline) await page.query('select 1');
  isOver = true;
  await writing;
  await Promise.all([writer.end(), page.end()]);
});

test('what clients have read is not kept', async ({ skip }) => {
  if (!database.isEmbedded) skip('a server keeps its memory to itself');
  await using host = await startHost();
  const client = host.createClient();
  await client.connect();
  const read = () => client.query(`select repeat('x', 1000) as text from generate_series(1, 20000)`);
  await read();

  const before = process.memoryUsage().heapUsed;
  for (let reading = 0; reading < 10; reading += 1) await read();
  const growthMb = (process.memoryUsage().heapUsed - before) / 1024 / 1024;

  // 200 MB were read; one answer and what was not collected yet may still be there.
  expect(growthMb).toBeLessThan(120);
  await client.end();
});

test('a client that leaves in a transaction is rolled back, and others go on', async ({ skip }) => {
  if (!database.isEmbedded) skip('a server rolls back by itself');
  const leaving = new pg.Client({ connectionString: database.connectionString });
  // It is cut off in the middle.
  leaving.on('error', () => {});
  await leaving.connect();
  await leaving.query('begin');
  await leaving.query(`insert into sources (name, kind) values ('Half written', 'upload')`);

  const other = new pg.Client({ connectionString: database.connectionString });
  await other.connect();
  const found = other.query<{ name: string }>('select name from sources');
  leaving.connection.stream.destroy();

  expect((await found).rows).toEqual([]);
  await other.query(`insert into sources (name, kind) values ('Whole', 'upload')`);
  expect((await other.query<{ name: string }>('select name from sources')).rows).toEqual([{ name: 'Whole' }]);
  await other.end();
});

test('a connection that breaks in a transaction fails what uses it, and nothing else', async () => {
  const { db, pool, close } = connectDatabase(database.connectionString, { maxConnections: 1 });
  const clients: pg.PoolClient[] = [];
  pool.on('connect', (client) => clients.push(client));
  const broken = db.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    // As when a cable is pulled between two questions: without a listener of its own this would end the process.
    for (const client of clients) client.emit('error', new Error('the connection broke'));
    for (const client of clients) (client as pg.PoolClient & pg.Client).connection.stream.destroy();
    await tx.execute(sql`select 2`);
  });

  await expect(broken).rejects.toThrow();
  expect((await db.execute(sql`select 3 as found`)).rows).toEqual([{ found: 3 }]);
  await close();
});
