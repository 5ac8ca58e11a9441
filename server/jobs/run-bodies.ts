import type { RunKind } from '#db/schema.ts';
import { runClustering } from '#server/clusters/run-clustering.ts';
import { importThenCluster } from '#server/imports/import-then-cluster.ts';
import { runPush } from '#server/pushes/run-push.ts';
import type { RunBody } from '#server/runs/run.ts';
import type { WorkerDeps } from './start-worker.ts';

/** What each kind of run does. */
export const RUN_BODIES: Readonly<Record<RunKind, RunBody<WorkerDeps>>> = {
  import: importThenCluster,
  cluster: runClustering,
  push: runPush,
};
