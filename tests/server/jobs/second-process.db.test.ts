import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openKillableWorker } from './killable-worker.ts';

const worker = openKillableWorker();

test('a second process is refused on the embedded database and harms nothing; on PostgreSQL both work', async () => {
  const first = await worker.start();
  const second = await worker.start();

  const { rows } = await worker.connection().db.execute<{ one: number }>(sql`select 1 as one from workspace`);
  expect(rows).toEqual([{ one: 1 }]);
  if (process.env.TEST_DATABASE_URL) expect(second.output()).toContain('worker is ready');
  else {
    expect(second.output()).toMatch(/Another Refrain \(process \d+ on .+\) already uses .+ set DATABASE_URL/s);
    expect(second.output()).not.toContain('worker is ready');
  }
  await second.kill('SIGTERM');
  await first.kill('SIGTERM');
});
