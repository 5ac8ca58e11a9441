import { asc, eq } from 'drizzle-orm';
import { runs } from '#db/schema.ts';
import type { AppContext } from '#server/app-context.ts';
import type { JobQueue } from '#server/jobs/jobs.ts';
import { performRun } from '#server/jobs/perform-run.ts';
import { RUN_BODIES } from '#server/jobs/run-bodies.ts';

/** Does what a worker does with every run that waits, until none is left. @returns ids of the runs. */
export async function performWaiting(context: AppContext): Promise<number[]> {
  const performed: number[] = [];
  for (;;) {
    const [waiting] = await context.db
      .select({ id: runs.id })
      .from(runs)
      .where(eq(runs.status, 'queued'))
      .orderBy(asc(runs.id))
      .limit(1);
    if (!waiting || performed.includes(waiting.id)) return performed;
    performed.push(waiting.id);
    // The queue of `AppContext` is the whole one where it was opened.
    const deps = { ...context, jobs: context.jobs as JobQueue, isUnpaced: true };
    await performRun(deps, { runId: waiting.id, bodies: RUN_BODIES });
  }
}
