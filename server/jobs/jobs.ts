import { sql } from 'drizzle-orm';
import type pg from 'pg';
import PgBoss from 'pg-boss';
import type { Queryable } from '#server/database/database.ts';

export const RUN_QUEUE = 'runs';
export const PART_QUEUE = 'parts';
/** Any number that nothing else in the database locks. */
const QUEUES_LOCK = 7_271_001;

/** The queue as use cases see it. */
export type Jobs = {
  /** Queues "look at this run" in the caller's transaction. */
  readonly enqueue: (tx: Queryable, runId: number, notBefore?: Date) => Promise<void>;
};

export type JobQueue = Jobs & {
  readonly boss: PgBoss;
  /** Queues "look at the parts of this telling" for one worker. */
  readonly callForHelp: (tx: Queryable, tellingId: number, notBefore?: Date) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Opens the job queue (pg-boss) on the shared pool. A job is no more than "look at run N"; leases, retries and progress
 * are in the run's row, because a clustering run may rightly work longer than any job expiry that would notice a dead
 * worker within two minutes. See docs/decisions/0003-runs-on-pg-boss.md.
 */
export async function openJobQueue(pool: pg.Pool, { works }: { works: boolean }): Promise<JobQueue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    supervise: works,
    schedule: false,
    retryLimit: 0,
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 2,
  });
  boss.on('error', () => {});
  await boss.start();
  await createQueues(pool, boss);
  async function send(tx: Queryable, queue: string, data: object, notBefore?: Date): Promise<void> {
    const db = { executeSql: (text: string, values: unknown[]) => executeIn(tx, text, values) };
    await boss.send(queue, data, { db, expireInHours: 23, ...(notBefore ? { startAfter: notBefore } : {}) });
  }
  return {
    boss,
    enqueue: (tx, runId, notBefore) => send(tx, RUN_QUEUE, { runId }, notBefore),
    callForHelp: (tx, tellingId, notBefore) => send(tx, PART_QUEUE, { tellingId }, notBefore),
    stop: () => boss.stop({ graceful: true, timeout: 8_000, wait: true }),
  };
}

/** One process at a time: two that create the same queue at once are a deadlock, which would end one of them. */
async function createQueues(pool: pg.Pool, boss: PgBoss): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [QUEUES_LOCK]);
    try {
      for (const name of [RUN_QUEUE, PART_QUEUE]) await boss.createQueue(name);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [QUEUES_LOCK]);
    }
  } finally {
    client.release();
  }
}

/**
 * Runs pg-boss's SQL in a Drizzle transaction. Its parameters are used several times with several types, which Drizzle
 * cannot number, so they are written as literals: all of them are ours (queue name, run id, dates).
 */
function executeIn(tx: Queryable, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  const filled = text.replace(/\$(\d+)/g, (_, position: string) => literal(values[Number(position) - 1]));
  return tx.execute(sql.raw(filled)) as Promise<{ rows: unknown[] }>;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (value instanceof Date) return literal(value.toISOString());
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}
