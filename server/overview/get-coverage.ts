import { sql } from 'drizzle-orm';
import { runClusters } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { countPosts } from '#server/posts/count-posts.ts';

export interface Coverage {
  readonly postCount: number;
  readonly placedCount: number;
}

/** How much of what members wrote is in a cluster. Null before the first clustering run. */
export async function getCoverage({ db }: { db: Queryable }): Promise<Coverage | null> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return null;
  const [row] = await db
    .select({
      // Kept equal to the lists behind them by every decision, so that they need not be counted again.
      placedCount: sql<number>`coalesce(sum(${runClusters.postCount}), 0)::int`,
    })
    .from(runClusters)
    .where(sql`${runClusters.runId} = ${runId} and not exists (
      select 1 from clusters c where c.id = ${runClusters.clusterId} and c.merged_into_id is not null)`);
  return row ? { ...row, postCount: await countPosts({ db }) } : null;
}
