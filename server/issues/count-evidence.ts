import { sql } from 'drizzle-orm';
import { clusters, posts, reportClusters } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { countVoices, joinVoice, membership, voice } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';

export type Evidence = {
  readonly postCount: number;
  readonly voiceCount: number;
  /** Stored since then. */
  readonly newPostCount: number;
  /** People behind those who had not spoken before. */
  readonly newVoiceCount: number;
};

/** What there is behind a report now, and what of it came in after a moment. */
export async function countEvidence(
  { db }: { db: Queryable },
  { reportId, since }: { reportId: number; since: Date },
): Promise<Evidence> {
  const none = { postCount: 0, voiceCount: 0, newPostCount: 0, newVoiceCount: 0 };
  const runId = await getCurrentRunId({ db });
  if (runId === null) return none;
  const members = await db
    .selectDistinct({ id: sql`coalesce(${clusters.mergedIntoId}, ${clusters.id})`.mapWith(Number) })
    .from(reportClusters)
    .innerJoin(clusters, sql`${clusters.id} = ${reportClusters.clusterId}`)
    .where(sql`${reportClusters.reportId} = ${reportId}`);
  if (members.length === 0) return none;
  const { rows } = await db.execute<Record<string, number>>(sql`
    with spoke as (
      select ${voice} as voice, m.author_id, p.created_at > ${since.toISOString()}::timestamptz as is_new
      from (${membership(runId, { clusterIds: members.map(({ id }) => id) })}) m
      join ${posts} p on p.id = m.post_id
      ${joinVoice(sql`m.author_id`)})
    select count(*)::int as posts, coalesce(${countVoices(sql`s.voice`, sql`s.author_id`)}, 0)::int as voices,
      count(*) filter (where s.is_new)::int as new_posts,
      (count(distinct s.voice) - count(distinct s.voice) filter (where not s.is_new))::int as new_voices
    from spoke s`);
  const [row] = rows;
  if (!row) throw new Error('count returned no row');
  return {
    postCount: Number(row.posts),
    voiceCount: Number(row.voices),
    newPostCount: Number(row.new_posts),
    newVoiceCount: Number(row.new_voices),
  };
}
