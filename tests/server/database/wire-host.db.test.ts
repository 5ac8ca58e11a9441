import pg from 'pg';
import { expect, test } from 'vitest';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();

test('a page that asks one thing after another does not wait for a long transaction each time', async ({ skip }) => {
  if (!database.isEmbedded) skip('a server serves its clients side by side');
  const writer = new pg.Client({ connectionString: database.connectionString });
  const page = new pg.Client({ connectionString: database.connectionString });
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
