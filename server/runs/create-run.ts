import { type RunKind, runs } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import type { Run } from './run.ts';

/**
 * Writes a run and puts it in the queue, in the caller's transaction: a run that is visible is also queued.
 * @throws a unique violation on `runs_one_clustering` when a clustering run already waits or works.
 */
export async function createRun(
  { tx, jobs }: { tx: Queryable; jobs: Jobs },
  input: {
    kind: RunKind;
    title: string;
    input: Record<string, unknown>;
    createdById: string | null;
    totalCount?: number;
  },
): Promise<Run> {
  const [run] = await tx.insert(runs).values(input).returning();
  if (!run) throw new Error('insert returned no run');
  await jobs.enqueue(tx, run.id);
  return run;
}
