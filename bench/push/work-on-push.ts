import { connectDatabase } from '#server/database/database.ts';
import { openJobQueue } from '#server/jobs/jobs.ts';
import { performRun } from '#server/jobs/perform-run.ts';
import { createLog } from '#server/log/log.ts';
import { runPush } from '#server/pushes/run-push.ts';
import { createKeyring } from '#server/secrets/keyring.ts';

export const KEY = Buffer.alloc(32, 7).toString('base64');
const elsewhere = () => Promise.reject(new Error('only pushes are run here'));

/** A worker as the product has it, for pushes alone: the processes that are killed, and the one that outlives them. */
export async function openPushWorker({
  connectionString,
  host,
}: {
  readonly connectionString: string;
  /** Of the stand-in: it may be called although it is on this machine. */
  readonly host: string;
}) {
  const connection = connectDatabase(connectionString);
  const jobs = await openJobQueue(connection.pool, { works: false });
  const config = { allowedHosts: [host], publicUrl: 'http://localhost:3000' };
  const keyring = createKeyring([KEY]);
  const deps = { db: connection.db, jobs, log: createLog('silent'), keyring, config, isUnpaced: true };
  return {
    ...deps,
    work: (runId: number) =>
      performRun(deps, { runId, bodies: { import: elsewhere, cluster: elsewhere, push: runPush } }),
    close: async () => {
      await jobs.stop();
      await connection.close();
    },
  };
}
