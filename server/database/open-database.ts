import { existsSync } from 'node:fs';
import type { Config } from '#server/config/config.ts';
import { isAppError } from '#server/errors.ts';
import { connectDatabase, type DatabaseConnection } from './database.ts';
import { embeddedConnectionString, startEmbeddedDatabase } from './embedded/start-embedded-database.ts';
import { explainFailure } from './explain-failure.ts';
import { migrateDatabase } from './migrate-database.ts';

export type OpenDatabase = DatabaseConnection & {
  readonly connectionString: string;
  /** `embedded`: this process serves the database; `shared`: it is a guest of the server process; else PostgreSQL. */
  readonly home: 'embedded' | 'shared' | 'postgresql';
};

/**
 * Opens the configured database and brings its schema up to date.
 * @param options.mayShare a short command may use the embedded database of a running server over its private socket.
 * @throws AppError `conflict` when another process has the embedded database, `unavailable` when it cannot be reached.
 */
export async function openDatabase(config: Config, { mayShare = false } = {}): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return connectAndMigrate(config.databaseUrl, 'postgresql', async () => {});

  const shared = embeddedConnectionString(config.dataDir);
  try {
    const embedded = await startEmbeddedDatabase(config.dataDir);
    return await connectAndMigrate(embedded.connectionString, 'embedded', embedded.stop);
  } catch (error) {
    const isTaken = isAppError(error) && error.code === 'conflict';
    if (!isTaken || !mayShare || !existsSync(shared.socketPath)) throw error;
    return connectAndMigrate(shared.connectionString, 'shared', async () => {});
  }
}

async function connectAndMigrate(
  connectionString: string,
  home: OpenDatabase['home'],
  stop: () => Promise<void>,
): Promise<OpenDatabase> {
  const connection = connectDatabase(connectionString);
  async function close(): Promise<void> {
    await connection.close();
    await stop();
  }
  try {
    if (home !== 'shared') await migrateDatabase(connection.pool);
  } catch (error) {
    await close();
    throw home === 'postgresql' ? explainFailure(error, connectionString) : error;
  }
  return { ...connection, connectionString, home, close };
}
