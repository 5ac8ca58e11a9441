import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseConfig } from '#server/config/config.ts';
import { openDatabase } from '#server/database/open-database.ts';
import { killPushes, type PushWork } from './push/kill-pushes.ts';
import { NAIVE, simulateNaive } from './push/naive-strategies.ts';
import { simulatePushes } from './push/simulate-pushes.ts';
import { formatTallies, type Tally } from './push/tally.ts';
import { openPushWorker } from './push/work-on-push.ts';

const USAGE = `npm run bench:push -- [options]

Pushes under faults (lost answers, 502 after the commit, late commits, limits, a worker killed at every step) on a
simulated clock, by the ways of others and by Refrain's own outbox; then real processes killed with SIGKILL against
stand-ins of both trackers. Prints the table and fails when more than one issue of a push stays open, or one is lost.

  --runs N    simulated pushes for each strategy (default 10000)
  --kills N   processes killed for each tracker (default 200)
  --seed N    (default 1)
`;

export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      runs: { type: 'string', default: '10000' },
      kills: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h', default: false },
      /** Internal: this process is one of those that are killed. */
      work: { type: 'string' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (values.work !== undefined) {
    const { runId, ...place } = JSON.parse(values.work) as PushWork;
    const worker = await openPushWorker(place);
    process.stdout.write('ready\n');
    await worker.work(runId);
    await worker.close();
    return 0;
  }
  const [runs, kills, seed] = [Number(values.runs), Number(values.kills), Number(values.seed)];
  const dataDir = await mkdtemp(path.join(tmpdir(), 'refrain-bench-push-'));
  const config = parseConfig({ ...process.env, REFRAIN_DATA_DIR: dataDir, REFRAIN_LOG: 'silent' });
  const database = await openDatabase(config);
  try {
    const tallies: Tally[] = Object.keys(NAIVE).map((name) => simulateNaive(name, { runs, seed }));
    for (const tracker of ['github', 'jira'] as const) {
      tallies.push(await simulatePushes(database.db, { tracker, runs, seed }));
    }
    for (const tracker of kills > 0 ? (['github', 'jira'] as const) : []) {
      tallies.push(await killPushes(database, { tracker, kills, seed }));
    }
    console.log(formatTallies(tallies));
    console.log(`in ${Math.round(performance.now() / 1000)} s`);
    const own = tallies.filter(({ strategy }) => strategy.startsWith('Refrain'));
    return own.some(({ left, lost }) => left > 0 || lost > 0) ? 1 : 0;
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
