import { sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { type PostSummary, selectPostSummaries, toPostSummary } from './post-summary.ts';

/** The posts with these ids, in the order of the ids; those that are deleted or unknown are left out. */
export async function findPostsByIds(
  { db }: { db: Queryable },
  { postIds }: { postIds: readonly number[] },
): Promise<PostSummary[]> {
  if (postIds.length === 0) return [];
  const runId = await getCurrentRunId({ db });
  const rows = await selectPostSummaries({ db }, { runId }).where(
    sql`${posts.deletedAt} is null and ${posts.id} in (${idList(postIds)})`,
  );
  const byId = new Map(rows.map((row) => [row.id, toPostSummary(row)]));
  return postIds.flatMap((id) => byId.get(id) ?? []);
}
