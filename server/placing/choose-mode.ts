import type { PipelineOptions } from '#pipelines/parameters.ts';
import type { ClusteringMode } from '#server/clusters/clustering-input.ts';
import type { Queryable } from '#server/database/database.ts';
import { countWaiting } from './count-waiting.ts';
import { isOutgrown } from './find-drift.ts';
import { findGround, type Ground } from './find-ground.ts';

/** With so many posts or fewer a full run takes seconds: nothing is gained by placing. */
const SMALL_COMMUNITY = 5000;

/** How the posts that came in are best brought into clusters: by a full run, or in a large community by placing them. */
export async function chooseMode(
  { db }: { db: Queryable },
  { options = {} }: { options?: PipelineOptions } = {},
): Promise<ClusteringMode> {
  const ground = await findGround({ db }, { options });
  if (ground === null || ground.postCount <= SMALL_COMMUNITY) return 'full';
  return judgeMode(ground, await countWaiting({ db }, { runId: ground.runId }));
}

/** @param waitingCount posts that the current run does not know, or not as they read now. */
export function judgeMode(
  { postCount, fullRun, sinceFull }: Pick<Ground, 'postCount' | 'fullRun' | 'sinceFull'>,
  waitingCount: number,
): ClusteringMode {
  if (postCount <= SMALL_COMMUNITY) return 'full';
  return isOutgrown({ fullRun, laterCount: sinceFull.postCount + waitingCount }) ? 'full' : 'placing';
}
