import type { runs } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import type { Jobs } from '#server/jobs/jobs.ts';

export type Run = typeof runs.$inferSelect;

/** Thrown inside a run to put it back in the queue: it goes on from its checkpoint, not before `until`. */
export class RunPostponed extends Error {
  override readonly name = 'RunPostponed';
  readonly until: Date;

  constructor(until: Date) {
    super(`postponed until ${until.toISOString()}`);
    this.until = until;
  }
}

/** Thrown when another worker has taken the run over, or a person cancelled it: nothing more may be written. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
}

/** What the body of a run is given to work with. */
export type RunContext = {
  readonly run: Run;
  /** Aborts when the run is cancelled or was taken over. */
  readonly signal: AbortSignal;
  /** Shows progress, at most a few times a second; cheap to call often. */
  readonly report: (progress: { stage?: string; doneCount?: number; totalCount?: number | null }) => void;
  /**
   * Runs `write` in one transaction that first makes sure this worker still holds the run, and stores the checkpoint
   * with it: either both are there afterwards, or neither.
   * @throws RunStopped when the run was cancelled or taken over.
   */
  readonly commit: <T>(checkpoint: Record<string, unknown> | null, write: (tx: Queryable) => Promise<T>) => Promise<T>;
  /** What else is written in the transaction in which the run succeeds, once its row says so. At most one such write. */
  readonly whenEnded: (write: EndWrite) => void;
};

export type EndWrite = (deps: { tx: Queryable; jobs: Jobs }, result: Record<string, unknown>) => Promise<void>;

/** The body of one kind of run. Must be resumable from its checkpoint and idempotent. @returns what came of it. */
export type RunBody<Deps> = (deps: Deps, context: RunContext) => Promise<Record<string, unknown>>;
