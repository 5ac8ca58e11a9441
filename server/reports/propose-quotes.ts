import { eq, sql } from 'drizzle-orm';
import { posts, quotes, reportClusters, sources } from '#db/schema.ts';
import { type Candidate, chooseDiverse } from '#pipelines/drafts/choose-diverse.ts';
import { findQuotableSpan } from '#pipelines/drafts/find-quotable-span.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { findClustersByIds } from '#server/clusters/find-clusters-by-ids.ts';
import { joinVoice, membership, voice } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/** What `addQuote` takes, with the words it would quote. */
export type QuoteProposal = {
  readonly postId: number;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly contentHash: string;
  readonly words: string;
  readonly place: string;
  readonly postedAt: Date | null;
};

/** Posts looked at per report: enough for variety, few enough to read. */
const CANDIDATE_COUNT = 120;

/**
 * Sentences worth quoting that the report does not quote yet: from many people, sources and times, never from staff or
 * bots. @throws AppError `not_found`.
 */
export async function proposeQuotes(
  { db }: { db: Queryable },
  { reportId, count = 6 }: { reportId: number; count?: number },
): Promise<QuoteProposal[]> {
  const members = await db
    .select({ clusterId: reportClusters.clusterId })
    .from(reportClusters)
    .where(eq(reportClusters.reportId, reportId));
  if (members.length === 0) throw new AppError('not_found', `There is no report ${reportId}.`);
  const runId = await getCurrentRunId({ db });
  const found = await findClustersByIds({ db }, { clusterIds: members.map(({ clusterId }) => clusterId) });
  if (runId === null || found.length === 0) return [];
  const terms = new Map(found.map((cluster) => [cluster.id, cluster.terms.map(({ term }) => term)]));

  const rows = await readCandidates({ db }, { reportId, runId, clusterIds: found.map(({ id }) => id) });
  const quotable = rows.flatMap((row) => {
    const span = findQuotableSpan(row.text, terms.get(row.clusterId) ?? []);
    return span ? [{ ...row, ...span, at: row.postedAt?.getTime() ?? null }] : [];
  });
  const byId = new Map(quotable.map((row) => [row.postId, row]));
  return chooseDiverse(quotable satisfies readonly Candidate[], count).flatMap(({ postId }) => {
    const row = byId.get(postId);
    if (!row) return [];
    const { startOffset, endOffset, contentHash, place, postedAt, text } = row;
    return [
      { postId, startOffset, endOffset, contentHash, words: text.slice(startOffset, endOffset), place, postedAt },
    ];
  });
}

/** Exemplars first, then the posts that fit best; those that a person put there fit by definition. */
function readCandidates(
  { db }: { db: Queryable },
  { reportId, runId, clusterIds }: { reportId: number; runId: number; clusterIds: readonly number[] },
) {
  const fit = sql`case when rc.exemplar_post_ids @> to_jsonb(m.post_id) then 1 else coalesce(m.score, 1) end`;
  return db
    .select({
      postId: posts.id,
      clusterId: sql`m.cluster_id`.mapWith(Number),
      sourceId: posts.sourceId,
      voiceId: sql`${voice}`.mapWith((id) => (id === null ? null : Number(id))),
      score: sql`${fit}`.mapWith(Number),
      text: posts.text,
      contentHash: posts.contentHash,
      place: sql<string>`coalesce(${sources.platform}, ${sources.name})`,
      postedAt: posts.postedAt,
    })
    .from(
      sql`(${membership(runId, { clusterIds })}) m
      join run_clusters rc on rc.run_id = ${runId} and rc.cluster_id = m.cluster_id
      ${joinVoice(sql`m.author_id`)}`,
    )
    .innerJoin(posts, sql`${posts.id} = m.post_id`)
    .innerJoin(sources, eq(sources.id, posts.sourceId))
    .where(
      sql`(m.author_id is null or ${voice} is not null)
      and not exists (select 1 from ${quotes} where ${quotes.reportId} = ${reportId} and ${quotes.postId} = m.post_id)`,
    )
    .orderBy(sql`${fit} desc, m.post_id`)
    .limit(CANDIDATE_COUNT);
}
