import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import { projectRoot } from '#server/config/project-root.ts';
import { AppError } from '#server/errors.ts';

/** Any constant will do; all processes of all versions must use the same. */
const MIGRATION_LOCK = 7_253_746_004;

/** The oldest PostgreSQL that the database tests run on. */
const MIN_MAJOR_VERSION = 15;

/**
 * Brings the schema up to date. Processes that start at the same time wait for each other.
 * @throws AppError `unavailable` when the server is too old.
 */
export async function migrateDatabase(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await refuseOldServer(client);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await migrate(drizzle(client), { migrationsFolder: path.join(projectRoot(), 'db/migrations') });
    } finally {
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    client.release();
  }
}

async function refuseOldServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  const version = rows[0]?.server_version ?? '';
  if (Number.parseInt(version, 10) >= MIN_MAJOR_VERSION) return;
  throw new AppError(
    'unavailable',
    `DATABASE_URL leads to PostgreSQL ${version}; Refrain needs ${MIN_MAJOR_VERSION} or newer.`,
  );
}
