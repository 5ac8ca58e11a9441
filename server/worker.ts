import { parseConfig } from '#server/config/config.ts';
import { openDatabase } from '#server/database/open-database.ts';
import { startWorker } from '#server/jobs/start-worker.ts';
import { createLog } from '#server/log/log.ts';

/** `npm run worker`: one more worker on the shared PostgreSQL. */
try {
  const config = parseConfig(process.env);
  if (config.databaseUrl === null) {
    throw new Error(
      'A separate worker needs DATABASE_URL: the embedded database belongs to the server process, which has a worker of its own.',
    );
  }
  const log = createLog(config.log);
  const database = await openDatabase(config);
  const worker = await startWorker({ connection: database, config, log });
  log.info('worker is ready');

  async function stop(): Promise<void> {
    await worker.stop();
    await database.close();
    process.exit(0);
  }
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
