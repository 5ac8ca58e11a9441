import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { isUniqueViolation } from '#server/database/is-unique-violation.ts';
import { AppError } from '#server/errors.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import { countPosts } from '#server/posts/count-posts.ts';
import { createRun } from '#server/runs/create-run.ts';
import { findRuns } from '#server/runs/find-runs.ts';
import type { Run } from '#server/runs/run.ts';
import { ClusteringInput, nameMode } from './clustering-input.ts';

/**
 * Queues a clustering run: over all posts, or with the mode `placing` over those that came since the current run.
 * @throws AppError `conflict` when one already waits or works (its id is in `details.runId`), or without posts.
 */
export async function startClustering(
  { db, jobs }: { db: Database; jobs: Jobs },
  { actor, options = {} }: { actor: Pick<Actor, 'userId'> | null; options?: ClusteringInput },
): Promise<Run> {
  const input = ClusteringInput.parse(options);
  const title = nameMode(input.mode ?? 'full');
  const totalCount = await countPosts({ db });
  if (totalCount === 0) throw new AppError('conflict', 'There are no posts to find clusters in. Import some first.');
  try {
    return await db.transaction((tx) =>
      createRun({ tx, jobs }, { kind: 'cluster', title, input, createdById: actor?.userId ?? null, totalCount }),
    );
  } catch (error) {
    if (!isUniqueViolation(error, 'runs_one_clustering')) throw error;
    const [open] = [
      ...(await findRuns({ db }, { kind: 'cluster', status: 'running', limit: 1 })),
      ...(await findRuns({ db }, { kind: 'cluster', status: 'queued', limit: 1 })),
    ];
    throw new AppError('conflict', 'Clusters are being found already. Wait for that run to end, or cancel it.', {
      runId: open?.id ?? null,
    });
  }
}
