import { sql } from 'drizzle-orm';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { alsoMembers } from './also-members.ts';

/** A cluster that a passage of a post is about, beside the cluster that the post is in. */
export type AlsoCluster = {
  readonly cluster: { readonly id: number; readonly title: string };
  /** Place of the passage in the post's text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly score: number;
};

/** What else a post speaks of, in the order of its passages. */
export async function findAlsoClusters(
  { db }: { db: Queryable },
  { postId }: { postId: number },
): Promise<AlsoCluster[]> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return [];
  const { rows } = await db.execute<{
    cluster_id: string;
    title: string;
    start_offset: number;
    end_offset: number;
    score: number;
  }>(sql`
    select a.*, coalesce(c.name, rc.title) as title from (${alsoMembers(runId, { postIds: [postId] })}) a
    join clusters c on c.id = a.cluster_id
    join run_clusters rc on rc.run_id = ${runId} and rc.cluster_id = a.cluster_id
    order by a.start_offset, a.cluster_id`);
  return rows.map((row) => ({
    cluster: { id: Number(row.cluster_id), title: row.title },
    ...{ start: row.start_offset, end: row.end_offset, score: row.score },
  }));
}
