import { randomUUID } from 'node:crypto';
import { sweepIdempotencyKeys } from '#server/api/sweep-idempotency-keys.ts';
import type { Config } from '#server/config/config.ts';
import type { DatabaseConnection } from '#server/database/database.ts';
import { retractDue } from '#server/erasure/retract-due.ts';
import { commentOnDueIssues } from '#server/issues/comment-on-due-issues.ts';
import { lookAtDueIssues } from '#server/issues/look-at-due-issues.ts';
import { describeError } from '#server/log/describe-error.ts';
import type { Log } from '#server/log/log.ts';
import { helpRun } from '#server/parts/help-run.ts';
import { sweepTellings } from '#server/parts/sweep-tellings.ts';
import { type Keyring, openKeyring } from '#server/secrets/keyring.ts';
import { type JobQueue, openJobQueue, PART_QUEUE, RUN_QUEUE } from './jobs.ts';
import { performRun } from './perform-run.ts';
import { RUN_BODIES } from './run-bodies.ts';
import { sweepRuns } from './sweep-runs.ts';

/** Runs that one worker works on side by side: a long clustering run must not hold up a push. */
const CONCURRENCY = 3;
const POLLING_SECONDS = 0.5;
const SWEEP_MS = 10_000;
const KEYS_SWEEP_MS = 3_600_000;
/** A webhook's issue is looked at within this time. */
const LOOK_MS = 5_000;

/** Told in a fraction of a second: so much is told twice at most when a worker dies, or when two are done at once. */
const PART_SIZE = 1000;

/** How workers help each other with a run. */
export type Help = {
  /** Tells workers apart. */
  readonly workerId: string;
  readonly call: JobQueue['callForHelp'];
  /** Posts to be told at a time. */
  readonly partSize: number;
};

/** What the body of a run may use. */
export type WorkerDeps = {
  readonly db: DatabaseConnection['db'];
  readonly config: Config;
  readonly jobs: JobQueue;
  readonly log: Log;
  readonly keyring: Keyring;
  /** Absent on the embedded database: there no other worker can be. */
  readonly help?: Help;
};

/** Works on runs until stopped. Any number of workers may share one PostgreSQL. */
export async function startWorker({
  connection,
  config,
  log,
}: {
  connection: DatabaseConnection;
  config: Config;
  log: Log;
}): Promise<{ stop: () => Promise<void> }> {
  const jobs = await openJobQueue(connection.pool, { works: true });
  const help =
    config.databaseUrl === null ? null : { workerId: randomUUID(), call: jobs.callForHelp, partSize: PART_SIZE };
  const deps: WorkerDeps = {
    ...{ db: connection.db, config, jobs, log, keyring: openKeyring(config) },
    ...(help && { help }),
  };
  const shutdown = new AbortController();
  for (let i = 0; i < CONCURRENCY; i += 1) {
    await jobs.boss.work<{ runId: number }>(
      RUN_QUEUE,
      { batchSize: 1, pollingIntervalSeconds: POLLING_SECONDS },
      async ([job]) => {
        if (job) await performRun(deps, { runId: job.data.runId, bodies: RUN_BODIES, shutdown: shutdown.signal });
      },
    );
  }
  if (help !== null) {
    await jobs.boss.work<{ tellingId: number }>(
      PART_QUEUE,
      { batchSize: 1, pollingIntervalSeconds: POLLING_SECONDS },
      async ([job]) => {
        if (!job) return;
        const told = helpRun({ ...deps, help }, { tellingId: job.data.tellingId, shutdown: shutdown.signal });
        await told.catch((error: unknown) => log.error('helping with a run failed', { error: describeError(error) }));
      },
    );
  }
  const sweep = setInterval(() => void sweepOnce().catch(() => {}), SWEEP_MS);
  const keysSweep = setInterval(() => void sweepIdempotencyKeys(connection).catch(() => {}), KEYS_SWEEP_MS);
  const look = setInterval(() => void lookOnce(), LOOK_MS);
  let isLooking = false;
  async function lookOnce(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      await lookAtDueIssues(deps);
      await retractDue(deps);
      await commentOnDueIssues(deps);
    } catch (error) {
      log.error('looking at issues failed', { error: error instanceof Error ? error.message : String(error) });
    } finally {
      isLooking = false;
    }
  }
  async function sweepOnce(): Promise<void> {
    await sweepRuns({ db: connection.db, jobs });
    await sweepTellings(connection);
  }
  await sweepOnce();
  await sweepIdempotencyKeys(connection);
  return {
    stop: async () => {
      clearInterval(sweep);
      clearInterval(keysSweep);
      clearInterval(look);
      shutdown.abort();
      await jobs.stop();
    },
  };
}
