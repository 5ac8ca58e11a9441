import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig } from '#server/config/config.ts';
import { openDatabase } from '#server/database/open-database.ts';
import { openKeyring } from '#server/secrets/keyring.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'refrain-open-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a server that does not answer is named, with what to check and without the password', async () => {
  const config = parseConfig({ DATABASE_URL: 'postgres://ana:hush-hush@127.0.0.1:1/refrain' });

  const failure = await openDatabase(config).catch((error: Error) => error);

  expect(failure).toMatchObject({
    name: 'AppError',
    code: 'unavailable',
    message: expect.stringMatching(/No PostgreSQL answers at 127\.0\.0\.1:1 \(ECONNREFUSED\).*DATABASE_URL/),
  });
  expect(String(failure)).not.toContain('hush');
});

test.skipIf(!process.env.TEST_DATABASE_URL).each([
  ['a database that does not exist', { pathname: '/no-such-database' }, /no database "no-such-database".*DATABASE_URL/],
  ['a user who does not exist', { username: 'no-such-user' }, /does not let "no-such-user" in.*DATABASE_URL/],
])('%s is named, with what to do', async (_, part, expected) => {
  const url = Object.assign(new URL(process.env.TEST_DATABASE_URL ?? ''), part);

  await expect(openDatabase(parseConfig({ DATABASE_URL: url.href }))).rejects.toThrow(expected);
});

test('a data folder that cannot be one stops the start with the name of its setting', async () => {
  const file = path.join(folder, 'a-file');
  writeFileSync(file, '');
  const config = parseConfig({ REFRAIN_DATA_DIR: file });

  await expect(openDatabase(config)).rejects.toThrow(
    /a-file cannot be made or written in \(\w+\)\. Set REFRAIN_DATA_DIR/,
  );
  for (const dataDir of [path.join(file, 'below'), '/proc/nope/below']) {
    expect(() => openKeyring({ ...config, dataDir })).toThrow(/Set REFRAIN_DATA_DIR/);
  }
});
