import { eq } from 'drizzle-orm';
import { type RunKind, runs } from '#db/schema.ts';
import { runClustering } from '#server/clusters/run-clustering.ts';
import { startClustering } from '#server/clusters/start-clustering.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import { performRun } from '#server/jobs/perform-run.ts';
import { createLog } from '#server/log/log.ts';
import type { Run, RunBody } from '#server/runs/run.ts';

type Deps = { readonly db: Database; readonly jobs: Jobs; readonly log: ReturnType<typeof createLog> };

/** A queue that only remembers: tests say themselves when somebody looks at a run. */
export function rememberingJobs(): Jobs & { readonly enqueuedIds: number[] } {
  const enqueuedIds: number[] = [];
  return { enqueuedIds, enqueue: async (_tx: Queryable, runId: number) => void enqueuedIds.push(runId) };
}

/** Works on one run as a worker would, and returns how it ended. */
export async function perform(
  db: Database,
  runId: number,
  bodies: Partial<Record<RunKind, RunBody<Deps>>>,
  jobs: Jobs = rememberingJobs(),
): Promise<Run> {
  const refuse: RunBody<Deps> = async () => {
    throw new Error('this test performs no run of that kind');
  };
  await performRun(
    { db, jobs, log: createLog('silent') },
    { runId, bodies: { import: refuse, cluster: refuse, push: refuse, ...bodies } },
  );
  const [run] = await db.select().from(runs).where(eq(runs.id, runId));
  if (!run) throw new Error('the run is gone');
  return run;
}

/** Finds clusters in all posts, from start to end. */
export async function performClustering(db: Database, options = {}): Promise<Run> {
  const run = await startClustering({ db, jobs: rememberingJobs() }, { actor: null, options });
  const ended = await perform(db, run.id, { cluster: runClustering });
  if (ended.status !== 'succeeded') throw new Error(`clustering ${ended.status}: ${ended.failureMessage}`);
  return ended;
}
