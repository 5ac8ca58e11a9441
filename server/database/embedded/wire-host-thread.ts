import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { serveWireProtocol } from './wire-host.ts';

/** The PostgreSQL that the packaged PGlite is built from. */
const MAJOR_VERSION = '18';

const { folder, socketPath } = workerData as { folder: string; socketPath: string };

try {
  await initialiseOnce();
  const database = await PGlite.create({ dataDir: folder });
  // PGlite keeps up to 1 GB of write-ahead log by default, more than most communities' posts.
  await database.exec("ALTER SYSTEM SET max_wal_size = '96MB'");
  await database.exec('SELECT pg_reload_conf()');
  const host = await serveWireProtocol(database, { socketPath });
  parentPort?.on('message', async () => {
    await host.close();
    await database.close();
    parentPort?.postMessage({ kind: 'closed' });
    parentPort?.close();
  });
  parentPort?.postMessage({ kind: 'ready' });
} catch (error) {
  parentPort?.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}

/** A first start is made beside the final place and renamed, so that a kill in the middle leaves no half database. */
async function initialiseOnce(): Promise<void> {
  if (existsSync(path.join(folder, 'PG_VERSION'))) {
    const version = (await readFile(path.join(folder, 'PG_VERSION'), 'utf8')).trim();
    if (version !== MAJOR_VERSION) {
      throw new Error(
        `the database in ${folder} was written by PostgreSQL ${version}, this Refrain embeds ${MAJOR_VERSION}. ` +
          'Start the version that wrote it and move the posts over, or set REFRAIN_DATA_DIR to a new folder.',
      );
    }
    return;
  }
  if (existsSync(folder)) throw new Error(`${folder} holds files that are not a database; move them away first`);
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  const database = await PGlite.create({ dataDir: fresh });
  await database.close();
  await rename(fresh, folder);
}
