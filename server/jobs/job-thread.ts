import { parentPort, workerData } from 'node:worker_threads';
import type { Config } from '#server/config/config.ts';
import { connectDatabase } from '#server/database/database.ts';
import { createLog } from '#server/log/log.ts';
import { startWorker } from './start-worker.ts';

/** The worker inside the server process: in a thread, so that no import or clustering run holds up a page. */
const { config, connectionString } = workerData as { config: Config; connectionString: string };
const connection = connectDatabase(connectionString);
const worker = await startWorker({ connection, config, log: createLog(config.log) });
parentPort?.on('message', async () => {
  await worker.stop();
  await connection.close();
  parentPort?.close();
});
