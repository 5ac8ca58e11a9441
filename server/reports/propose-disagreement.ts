import { and, eq, inArray } from 'drizzle-orm';
import { posts, quotes, reportClusters, sources } from '#db/schema.ts';
import { sentenceAround } from '#pipelines/drafts/sentence-around.ts';
import type { Disagreement } from '#pipelines/mentions/find-disagreement.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import type { QuoteProposal } from './propose-quotes.ts';
import { readDisagreement } from './read-disagreement.ts';

export type DisagreementProposal = QuoteProposal & {
  /** Why it was taken for disagreement. */
  readonly reason: Disagreement;
};

/**
 * Sentences of people who see it differently, from the report's posts and the conversations around them; one per person,
 * those that the report quotes already left out.
 */
export async function proposeDisagreement(
  { db }: { db: Queryable },
  { reportId, count = 4 }: { reportId: number; count?: number },
): Promise<DisagreementProposal[]> {
  const members = await db
    .select({ clusterId: reportClusters.clusterId })
    .from(reportClusters)
    .where(eq(reportClusters.reportId, reportId));
  const runId = await getCurrentRunId({ db });
  if (runId === null || members.length === 0) return [];
  const clusterIds = members.map(({ clusterId }) => clusterId);
  const { posts: found } = await readDisagreement({ db }, { runId, clusterIds });
  const quoted = await db.select({ postId: quotes.postId }).from(quotes).where(eq(quotes.reportId, reportId));
  const heard = new Set<number>();
  const chosen = found
    .filter(({ id, isSolved }) => !isSolved && quoted.every(({ postId }) => postId !== id))
    .filter(({ voiceId }) => voiceId === null || (!heard.has(voiceId) && heard.add(voiceId)))
    .slice(0, count);
  if (chosen.length === 0) return [];
  const rows = await db
    .select({
      id: posts.id,
      contentHash: posts.contentHash,
      postedAt: posts.postedAt,
      platform: sources.platform,
      sourceName: sources.name,
    })
    .from(posts)
    .innerJoin(sources, eq(sources.id, posts.sourceId))
    .where(
      and(
        inArray(
          posts.id,
          chosen.map(({ id }) => id),
        ),
      ),
    );
  return chosen.flatMap(({ id, text, reason, ...mention }) => {
    const row = rows.find((one) => one.id === id);
    if (!row) return [];
    const span = sentenceAround(text, mention);
    const words = text.slice(span.startOffset, span.endOffset);
    const place = row.platform ?? row.sourceName;
    return [{ postId: id, ...span, contentHash: row.contentHash, words, place, postedAt: row.postedAt, reason }];
  });
}
