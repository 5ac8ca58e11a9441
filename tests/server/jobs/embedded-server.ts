import { parseConfig } from '#server/config/config.ts';
import { openDatabase } from '#server/database/open-database.ts';
import { startWorker } from '#server/jobs/start-worker.ts';
import { createLog } from '#server/log/log.ts';
import { releaseOrphans } from '#server/runs/release-orphans.ts';

/** What `npm start` runs on the embedded database, without the pages. */
const config = parseConfig(process.env);
try {
  const connection = await openDatabase(config);
  await releaseOrphans(connection);
  await startWorker({ connection, config, log: createLog(config.log) });
  process.stderr.write('worker is ready\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
