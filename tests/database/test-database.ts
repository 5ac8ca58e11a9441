import { randomUUID } from 'node:crypto';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll } from 'vitest';
import { connectDatabase, type Database, type DatabaseConnection } from '#server/database/database.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '#server/database/embedded/start-embedded-database.ts';
import { copyOnServer, dropOnServer } from './server-template.ts';
import { templateFolder } from './template.ts';

export type TestDatabase = DatabaseConnection & {
  readonly connectionString: string;
  readonly isEmbedded: boolean;
};

/**
 * An empty migrated database: on the server in `TEST_DATABASE_URL` when that is set (a database of its own, dropped by
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

/**
 * Takes every row out of every table of ours, also of the append-only ones; ids start at 1 again. Only tables that hold
 * rows are touched: to truncate one makes files anew, which takes longer than to delete what a test writes.
 */
export async function emptyTables(db: Database): Promise<void> {
  await db.execute(sql`
    do $$ declare t record; has_rows boolean; begin
      set local session_replication_role = replica;
      for t in select tablename from pg_tables where schemaname = 'public' loop
        execute format('select exists (select from %I)', t.tablename) into has_rows;
        if has_rows then execute format('delete from %I', t.tablename); end if;
      end loop;
      perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
        from pg_sequences where schemaname = 'public' and last_value is not null;
      insert into workspace (id) values (1);
    end $$`);
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

/** Starting an embedded database takes seconds: the files that a process runs use the same one in turn. */
let idle: EmbeddedDatabase | null = null;

async function createEmbedded(): Promise<TestDatabase> {
  const used = idle;
  idle = null;
  const embedded = used ?? (await startCopy());
  const connection = connectDatabase(embedded.connectionString);
  if (used) await makeAsNew(connection.db);
  return {
    ...connection,
    connectionString: embedded.connectionString,
    isEmbedded: true,
    close: async () => {
      await connection.close();
      idle = embedded;
    },
  };
}

async function startCopy(): Promise<EmbeddedDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'refrain-test-'));
  await cp(path.join(templateFolder(), 'database'), path.join(folder, 'database'), { recursive: true });
  return startEmbeddedDatabase(folder);
}

/** Leaves what the migrations make: no rows, no queue, no settings of a session. */
async function makeAsNew(db: Database): Promise<void> {
  await db.execute(sql`discard all`);
  await db.execute(sql`drop schema if exists pgboss cascade`);
  await db.execute(sql`
    do $$ begin
      set local session_replication_role = replica;
      execute (select 'truncate ' || string_agg(format('%I', tablename), ', ') || ' restart identity'
        from pg_tables where schemaname = 'public');
    end $$`);
  await emptyTables(db);
}
