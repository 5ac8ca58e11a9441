import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll } from 'vitest';
import { connectDatabase, type Database, type DatabaseConnection } from '#server/database/database.ts';
import { startEmbeddedDatabase } from '#server/database/embedded/start-embedded-database.ts';
import { copyOnServer, dropOnServer } from './server-template.ts';
import { templateFolder } from './template.ts';

export type TestDatabase = DatabaseConnection & {
  readonly connectionString: string;
  readonly isEmbedded: boolean;
};

/**
 * A fresh migrated database: on the server in `TEST_DATABASE_URL` when that is set (a database of its own, dropped by
 * `close`), otherwise the embedded one as the product starts it.
 */
export function createTestDatabase(): Promise<TestDatabase> {
  const { TEST_DATABASE_URL } = process.env;
  return TEST_DATABASE_URL ? createOnServer(TEST_DATABASE_URL) : createEmbedded();
}

/** One database for all tests of a file. The members may be read inside tests and hooks only. */
export function openTestDatabase(): TestDatabase {
  let current: TestDatabase | null = null;
  beforeAll(async () => {
    current = await createTestDatabase();
  });
  afterAll(async () => {
    await current?.close();
  });
  function opened(): TestDatabase {
    if (!current) throw new Error('the test database is not open yet: use it inside tests and hooks');
    return current;
  }
  return {
    get db() {
      return opened().db;
    },
    get pool() {
      return opened().pool;
    },
    get connectionString() {
      return opened().connectionString;
    },
    get isEmbedded() {
      return opened().isEmbedded;
    },
    close: () => opened().close(),
  };
}

/** Takes every row out of every table of ours, also of the append-only ones; ids start at 1 again. */
export async function emptyTables(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    const { rows } = await tx.execute<{ tablename: string }>(
      sql`select tablename from pg_tables where schemaname = 'public' order by tablename`,
    );
    const names = sql.join(
      rows.map((row) => sql.identifier(row.tablename)),
      sql`, `,
    );
    await tx.execute(sql`truncate ${names} restart identity cascade`);
    await tx.execute(sql`insert into workspace (id) values (1)`);
  });
}

async function createOnServer(serverUrl: string): Promise<TestDatabase> {
  const name = `refrain_test_${randomUUID().replaceAll('-', '')}`;
  const connectionString = await copyOnServer(serverUrl, name);
  const connection = connectDatabase(connectionString);
  return {
    ...connection,
    connectionString,
    isEmbedded: false,
    close: async () => {
      await connection.close();
      await dropOnServer(serverUrl, name);
    },
  };
}

async function createEmbedded(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'refrain-test-'));
  await cp(path.join(templateFolder(), 'database'), path.join(folder, 'database'), { recursive: true });
  const embedded = await startEmbeddedDatabase(folder);
  const connection = connectDatabase(embedded.connectionString);
  return {
    ...connection,
    connectionString: embedded.connectionString,
    isEmbedded: true,
    close: async () => {
      await connection.close();
      await embedded.stop();
      const socketFolder = new URL(embedded.connectionString.replace('@/', '@localhost/')).searchParams.get('host');
      for (const left of [folder, socketFolder]) if (left) await rm(left, { recursive: true, force: true });
    },
  };
}
