import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { makeDataDir } from '#server/config/make-data-dir.ts';
import { AppError } from '#server/errors.ts';
import { threadEntry } from '#server/threads/thread-entry.ts';
import { lockDataDir } from './lock-data-dir.ts';

export type EmbeddedDatabase = {
  /** For `pg`, from any thread of this process. */
  readonly connectionString: string;
  readonly stop: () => Promise<void>;
};

/**
 * Starts PGlite on `dataDir/database` in a thread of its own and serves it on a private socket.
 * @throws AppError `conflict` when another process uses the folder, `unavailable` when the database cannot be opened.
 */
export async function startEmbeddedDatabase(dataDir: string): Promise<EmbeddedDatabase> {
  makeDataDir(dataDir);
  const unlock = await lockDataDir(dataDir);
  const { connectionString, socketPath } = embeddedConnectionString(dataDir);
  const thread = new Worker(await threadEntry('wire-host-thread'), {
    workerData: { folder: path.join(dataDir, 'database'), socketPath },
  });
  try {
    await isReady(thread);
  } catch (error) {
    await thread.terminate();
    await unlock();
    throw error;
  }
  return {
    connectionString,
    stop: async () => {
      const closed = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
      thread.postMessage('close');
      await closed;
      await unlock();
    },
  };
}

/** Where the embedded database of a folder listens while a process serves it. */
export function embeddedConnectionString(dataDir: string): { connectionString: string; socketPath: string } {
  const folder = socketFolderFor(dataDir);
  return {
    connectionString: `postgres://refrain@/postgres?host=${encodeURIComponent(folder)}`,
    socketPath: path.join(folder, '.s.PGSQL.5432'),
  };
}

/** Socket paths may hold 107 bytes at most, so the socket does not live in the data folder. */
function socketFolderFor(dataDir: string): string {
  const name = createHash('sha256')
    .update(existsSync(dataDir) ? realpathSync(dataDir) : path.resolve(dataDir))
    .digest('hex')
    .slice(0, 16);
  return path.join(tmpdir(), `refrain-${name}`);
}

function isReady(thread: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.once('message', (message: { kind: string; message?: string }) => {
      if (message.kind === 'ready') resolve();
      else reject(new AppError('unavailable', `The embedded database could not be opened: ${message.message}`));
    });
    thread.once('error', reject);
  });
}
