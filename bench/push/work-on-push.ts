import { connectDatabase } from '#server/database/database.ts';
import { openJobQueue } from '#server/jobs/jobs.ts';
import { performRun } from '#server/jobs/perform-run.ts';
import { createLog } from '#server/log/log.ts';
import { runPush } from '#server/pushes/run-push.ts';
import { createKeyring } from '#server/secrets/keyring.ts';

export const KEY = Buffer.alloc(32, 7).toString('base64');
const elsewhere = () => Promise.reject(new Error('only pushes are run here'));

/** What one of the processes does that are killed: works on one run as any worker would. */
export async function workOnPush({
  connectionString,
  runId,
  host,
  onReady = () => {},
}: {
  connectionString: string;
  runId: number;
  host: string;
  onReady?: () => void;
}): Promise<number> {
  const connection = connectDatabase(connectionString);
  const jobs = await openJobQueue(connection.pool, { works: false });
  const config = { allowedHosts: [host], publicUrl: 'http://localhost:3000' };
  const deps = {
    db: connection.db,
    jobs,
    log: createLog('silent'),
    keyring: createKeyring([KEY]),
    config,
    isUnpaced: true,
  };
  onReady();
  await performRun(deps, { runId, bodies: { import: elsewhere, cluster: elsewhere, push: runPush } });
  await jobs.stop();
  await connection.close();
  return 0;
}
