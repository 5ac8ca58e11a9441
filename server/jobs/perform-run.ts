import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { type RunKind, runs } from '#db/schema.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { isAppError } from '#server/errors.ts';
import { describeError } from '#server/log/describe-error.ts';
import type { Log } from '#server/log/log.ts';
import { claimRun } from '#server/runs/claim-run.ts';
import { type EndWrite, type Run, type RunBody, type RunContext, RunPostponed, RunStopped } from '#server/runs/run.ts';
import type { Jobs } from './jobs.ts';

const HEARTBEAT_MS = 5_000;
const PROGRESS_MS = 500;

type Deps = { readonly db: Database; readonly jobs: Jobs; readonly log: Log };

/**
 * Works on one run from claim to end, whatever happens in its body: the row always ends as succeeded, failed, cancelled
 * or queued again, unless this process dies, in which case another worker claims it once the heartbeat is stale.
 */
export async function performRun<D extends Deps>(
  deps: D,
  { runId, bodies, shutdown }: { runId: number; bodies: Readonly<Record<RunKind, RunBody<D>>>; shutdown?: AbortSignal },
): Promise<void> {
  const { db, jobs, log } = deps;
  const leaseToken = randomUUID();
  const run = await claimRun({ db }, { runId, leaseToken });
  if (!run) return;

  const stop = new AbortController();
  // A worker that is told to stop gives its run back at once, instead of leaving it to be found stale.
  const giveBack = () => stop.abort(new RunPostponed(new Date()));
  shutdown?.addEventListener('abort', giveBack);
  const progress = progressWriter(db, run, leaseToken);
  const heartbeat = setInterval(async () => {
    const isHeld = await beat(db, runId, leaseToken).catch(() => true);
    if (!isHeld) stop.abort(new RunStopped('the run was cancelled or taken over'));
  }, HEARTBEAT_MS);
  let endWrite: EndWrite = async () => {};
  log.info('run started', { runId, kind: run.kind, attempt: run.attemptCount });
  try {
    const context: RunContext = {
      run,
      signal: stop.signal,
      report: progress.report,
      commit: (checkpoint, write) => commit(db, { runId, leaseToken, checkpoint, write }),
      whenEnded: (write) => {
        endWrite = write;
      },
    };
    const result = await bodies[run.kind](deps, context);
    await progress.flush();
    await db.transaction(async (tx) => {
      const hasEnded = await end(tx, { runId, leaseToken, values: { status: 'succeeded', result, stage: null } });
      if (hasEnded) await endWrite({ tx, jobs }, result);
    });
    log.info('run succeeded', { runId, kind: run.kind });
  } catch (error) {
    await progress.flush().catch(() => {});
    await settle(deps, { runId, leaseToken, error: stop.signal.aborted ? stop.signal.reason : error });
  } finally {
    clearInterval(heartbeat);
    shutdown?.removeEventListener('abort', giveBack);
  }
}

async function beat(db: Database, runId: number, leaseToken: string): Promise<boolean> {
  const held = await db
    .update(runs)
    .set({ heartbeatAt: sql`now()` })
    .where(and(eq(runs.id, runId), eq(runs.leaseToken, leaseToken)))
    .returning({ id: runs.id });
  return held.length > 0;
}

function progressWriter(db: Database, run: Run, leaseToken: string) {
  let pending: Parameters<RunContext['report']>[0] = {};
  let lastWriteAt = 0;
  let writing: Promise<unknown> = Promise.resolve();
  function flush(): Promise<unknown> {
    if (Object.keys(pending).length === 0) return writing;
    const values = pending;
    pending = {};
    lastWriteAt = Date.now();
    writing = writing
      .then(() =>
        db
          .update(runs)
          .set(values)
          .where(and(eq(runs.id, run.id), eq(runs.leaseToken, leaseToken))),
      )
      .catch(() => {});
    return writing;
  }
  return {
    flush,
    report: (values: Parameters<RunContext['report']>[0]) => {
      pending = { ...pending, ...values };
      if (Date.now() - lastWriteAt >= PROGRESS_MS) void flush();
    },
  };
}

function commit<T>(
  db: Database,
  options: {
    runId: number;
    leaseToken: string;
    checkpoint: Record<string, unknown> | null;
    write: (tx: Queryable) => Promise<T>;
  },
): Promise<T> {
  return db.transaction(async (tx) => {
    const [held] = await tx
      .update(runs)
      .set({ heartbeatAt: sql`now()`, ...(options.checkpoint ? { checkpoint: options.checkpoint } : {}) })
      .where(and(eq(runs.id, options.runId), eq(runs.leaseToken, options.leaseToken)))
      .returning({ id: runs.id });
    if (!held) throw new RunStopped('the run was cancelled or taken over');
    return options.write(tx);
  });
}

/** @returns whether this worker still held the run. */
async function end(
  db: Queryable,
  { runId, leaseToken, values }: { runId: number; leaseToken: string; values: Partial<typeof runs.$inferInsert> },
): Promise<boolean> {
  const ended = await db
    .update(runs)
    .set({ finishedAt: sql`now()`, leaseToken: null, ...values })
    .where(and(eq(runs.id, runId), eq(runs.leaseToken, leaseToken)))
    .returning({ id: runs.id });
  return ended.length > 0;
}

async function settle(
  { db, jobs, log }: Deps,
  { runId, leaseToken, error }: { runId: number; leaseToken: string; error: unknown },
): Promise<void> {
  if (error instanceof RunStopped) {
    log.info('run stopped', { runId });
    return;
  }
  if (error instanceof RunPostponed) {
    const values = { status: 'queued' as const, notBeforeAt: error.until, finishedAt: null };
    await db.transaction(async (tx) => {
      await tx
        .update(runs)
        .set({ ...values, leaseToken: null })
        .where(and(eq(runs.id, runId), eq(runs.leaseToken, leaseToken)));
      await jobs.enqueue(tx, runId, error.until);
    });
    return;
  }
  const isExpected = isAppError(error);
  if (!isExpected) log.error('run failed', { runId, error: describeError(error) });
  await end(db, {
    runId,
    leaseToken,
    values: {
      status: 'failed',
      failureCode: isExpected ? error.code : 'internal',
      failureMessage: isExpected
        ? error.message
        : 'Something in Refrain went wrong. Nothing was half-written; the log has the details. Retrying goes on where it stopped.',
    },
  });
}
