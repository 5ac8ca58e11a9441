import { createHash } from 'node:crypto';
import { eq, max, sql } from 'drizzle-orm';
import { posts, reportEditions } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { membership } from '#server/clusters/membership.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { EditionContent } from './edition-content.ts';
import { getReport, type ReportDetail } from './get-report.ts';
import { lockReport } from './lock-report.ts';

const TERMS_SHOWN = 6;

/**
 * Freezes the report as its next edition: text, numbers, membership, quotes, filters, run. @throws AppError `not_found`,
 * `unprocessable` when nothing is in it, `conflict` when it changed since `expectedVersion`.
 */
export async function publishReport(
  { db }: { db: Database },
  {
    reportId,
    expectedVersion,
    actor,
  }: { reportId: number; expectedVersion?: number | undefined; actor: Pick<Actor, 'userId'> },
): Promise<{ number: number; checksum: string }> {
  return db.transaction(async (tx) => {
    const { version } = await lockReport(tx, reportId);
    if (expectedVersion !== undefined && expectedVersion !== version) {
      throw new AppError('conflict', 'Somebody saved this report since you opened it. Read it again, then publish.', {
        version,
      });
    }
    const report = await getReport({ db: tx }, { reportId });
    if (report.postCount === 0) {
      throw new AppError('unprocessable', 'There are no posts behind this report any more, so nothing to publish.');
    }
    const [last] = await tx
      .select({ number: max(reportEditions.number), now: sql`now()`.mapWith(reportEditions.publishedAt) })
      .from(reportEditions)
      .where(eq(reportEditions.reportId, reportId));
    const number = (last?.number ?? 0) + 1;
    const publishedAt = last?.now ?? new Date();
    const content = JSON.stringify(await describeEdition(tx, report, { number, publishedAt }));
    const checksum = createHash('sha256').update(content).digest('hex');
    const publishedById = actor.userId;
    await tx.insert(reportEditions).values({ reportId, number, content, checksum, publishedById, publishedAt });
    return { number, checksum };
  });
}

async function describeEdition(
  tx: Queryable,
  report: ReportDetail,
  { number, publishedAt }: { number: number; publishedAt: Date },
): Promise<EditionContent> {
  const runId = await getCurrentRunId({ db: tx });
  const clusterIds = report.clusters.map(({ id }) => id);
  return {
    format: 'refrain-report/1',
    reportId: report.id,
    number,
    publishedAt,
    title: report.title,
    audience: report.audience,
    namesAuthors: report.namesAuthors,
    summary: report.summary,
    runId,
    draftedAt: report.draftedAt,
    filters: { clusterIds, erasedPosts: 'left-out', staff: 'no-voices' },
    clusters: report.clusters.map((cluster) => ({
      id: cluster.id,
      title: cluster.title,
      kind: cluster.kind,
      terms: cluster.terms.slice(0, TERMS_SHOWN).map(({ term }) => term),
      postCount: cluster.postCount,
      voiceCount: cluster.voiceCount,
      firstSeenAt: cluster.firstSeenAt,
      lastSeenAt: cluster.lastSeenAt,
    })),
    postCount: report.postCount,
    voiceCount: report.voiceCount,
    unnamedPostCount: report.unnamedPostCount,
    places: [...report.places],
    growth: report.growth,
    timeline: report.timeline && { period: report.timeline.period, points: [...report.timeline.points] },
    claims: report.claims.map(({ key, label, postIds }) => ({ key, label, postIds: [...postIds] })),
    posts: runId === null ? [] : await readPosts(tx, { runId, clusterIds }),
    quotes: report.quotes
      .filter(({ words }) => words !== null)
      .map(({ id, postId, startOffset, endOffset, contentHash, permalink, stance, place, postedAt }) => ({
        ...{ id, postId, startOffset, endOffset, contentHash, permalink, stance, place, postedAt },
      })),
  };
}

/** Every post that was counted: an edition without all of them could not say what came since. */
function readPosts(tx: Queryable, { runId, clusterIds }: { runId: number; clusterIds: readonly number[] }) {
  return tx
    .select({
      id: sql`p.id`.mapWith(Number),
      clusterId: sql`m.cluster_id`.mapWith(Number),
      place: sql<string>`coalesce(s.platform, s.name)`,
      postedAt: sql<Date | null>`p.posted_at`.mapWith(posts.postedAt),
      permalink: sql<string | null>`p.url`,
    })
    .from(
      sql`(${membership(runId, { clusterIds })}) m join posts p on p.id = m.post_id join sources s on s.id = p.source_id`,
    )
    .orderBy(sql`p.posted_at nulls last, p.id`);
}
