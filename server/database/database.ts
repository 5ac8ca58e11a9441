import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from '#db/schema.ts';

export type Database = NodePgDatabase<typeof schema>;
/** A transaction, or the database itself. */
export type Queryable = Pick<Database, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute'>;

export type DatabaseConnection = {
  readonly db: Database;
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
};

/** Opens a pool on a PostgreSQL server or on the embedded database's socket: the same driver serves both. */
export function connectDatabase(connectionString: string, { maxConnections = 10 } = {}): DatabaseConnection {
  const pool = new pg.Pool({
    connectionString,
    max: maxConnections,
    // A pool that is exhausted answers with an error instead of waiting for ever.
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 30_000,
    application_name: 'refrain',
    // What a page asks takes milliseconds; parallel workers and compiled plans take longer to get ready than they save.
    onConnect: async (client) => {
      await client.query('set max_parallel_workers_per_gather = 0; set jit = off');
    },
  });
  // A connection that breaks fails the query that uses it, and the pool replaces it. Its error is told once more as an
  // event, which would end the process without a listener: of the pool while it is idle, of its own while it is in use.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return { db: drizzle(pool, { schema }), pool, close: () => pool.end() };
}
