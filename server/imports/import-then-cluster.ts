import { startClustering } from '#server/clusters/start-clustering.ts';
import type { Database } from '#server/database/database.ts';
import { isAppError } from '#server/errors.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import { chooseMode } from '#server/placing/choose-mode.ts';
import { joinRun } from '#server/placing/follow-run.ts';
import type { RunContext } from '#server/runs/run.ts';
import { importSample, isSampleRun } from '#server/sample/import-sample.ts';
import { runImport } from './run-import.ts';

/**
 * The body of an import run: stores the posts and then, if it was asked for and there is something to look at, queues
 * the clustering run. A worker that dies between the two stores nothing twice and starts no second clustering.
 */
export async function importThenCluster(
  deps: { db: Database; jobs: Jobs },
  context: RunContext,
): Promise<Record<string, unknown>> {
  const result = await (isSampleRun(context.run) ? importSample(deps, context) : runImport(deps, context));
  if (context.run.input.thenCluster !== true) return result;
  return { ...result, clusterRunId: await startOrJoin(deps, context) };
}

/** A clustering run that waits already will see these posts, too; one that works already is followed by one that does. */
async function startOrJoin(
  deps: { db: Database; jobs: Jobs },
  { run }: Pick<RunContext, 'run'>,
): Promise<number | null> {
  try {
    const mode = await chooseMode(deps);
    const clustering = await startClustering(deps, { actor: { userId: run.createdById }, options: { mode } });
    return clustering.id;
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error;
    const { runId } = error.details;
    if (typeof runId !== 'number') return null;
    return (await joinRun(deps, { runId })) ? runId : startOrJoin(deps, { run });
  }
}
