import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectDatabase } from '#server/database/database.ts';
import { startEmbeddedDatabase } from '#server/database/embedded/start-embedded-database.ts';
import { migrateDatabase } from '#server/database/migrate-database.ts';
import { migrateOnServer } from './server-template.ts';
import { templateFolder } from './template.ts';

/** Vitest's global set-up. @returns the tear-down. */
export default async function prepare(): Promise<() => Promise<void>> {
  await buildTemplate();
  // What the tests leave in the temporary folder, sockets and databases of killed processes too, goes with the run.
  const folder = await mkdtemp(path.join(tmpdir(), 'refrain-tests-'));
  process.env.TMPDIR = folder;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 10 });
}

/** Migrating an embedded database takes seconds, copying a migrated one does not. */
async function buildTemplate(): Promise<void> {
  const { TEST_DATABASE_URL } = process.env;
  if (TEST_DATABASE_URL) return migrateOnServer(TEST_DATABASE_URL);
  const folder = templateFolder();
  if (existsSync(folder)) return;
  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  const embedded = await startEmbeddedDatabase(fresh);
  const connection = connectDatabase(embedded.connectionString);
  try {
    await migrateDatabase(connection.pool);
  } finally {
    await connection.close();
    await embedded.stop();
  }
  // Another test run may have built it meanwhile; theirs is as good.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
}
