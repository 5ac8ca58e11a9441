import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import {
  authors,
  clusters,
  posts,
  postVersions,
  quotes,
  reportClusters,
  reports,
  runClusters,
  sources,
} from '#db/schema.ts';
import type { PostVersion } from '#pipelines/evidence/hash-version.ts';
import { readQuote } from '#pipelines/evidence/verify-quote.ts';
import type { ReportCluster, ReportContent, ReportQuote } from '#pipelines/issue-body/build-report-layout.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { countVoices, joinVoice, membership, voice } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

const TERMS_SHOWN = 6;

/** Reads a report as it stands now, with the words of each quote taken from the version it was cut from. */
export async function readReportContent(
  { db }: { db: Queryable },
  { reportId, url }: { reportId: number; url: string },
): Promise<ReportContent> {
  const [report] = await db
    .select({ title: reports.title, summary: reports.summary, namesAuthors: reports.namesAuthors })
    .from(reports)
    .where(eq(reports.id, reportId));
  if (!report) throw new AppError('not_found', `There is no report ${reportId}.`);
  const runId = await getCurrentRunId({ db });
  const roots = await readRoots(db, reportId);
  return {
    title: report.title,
    summary: report.summary,
    clusters: await readClusters(db, runId, roots),
    ...(await countBehind(db, runId, roots)),
    quotes: await readQuotes(db, reportId, report.namesAuthors),
    url,
  };
}

/** A cluster that was merged since it was put in the report is told by the one it was merged into. */
async function readRoots(db: Queryable, reportId: number): Promise<number[]> {
  const rows = await db
    .select({ id: sql<string>`coalesce(${clusters.mergedIntoId}, ${clusters.id})` })
    .from(reportClusters)
    .innerJoin(clusters, eq(clusters.id, reportClusters.clusterId))
    .where(eq(reportClusters.reportId, reportId))
    .orderBy(asc(reportClusters.position));
  return [...new Set(rows.map(({ id }) => Number(id)))];
}

async function readClusters(db: Queryable, runId: number | null, roots: readonly number[]): Promise<ReportCluster[]> {
  if (runId === null || roots.length === 0) return [];
  const rows = await db
    .select({
      id: clusters.id,
      name: clusters.name,
      kindOverride: clusters.kindOverride,
      title: runClusters.title,
      kind: runClusters.kind,
      terms: runClusters.terms,
      postCount: runClusters.postCount,
      voiceCount: runClusters.voiceCount,
      firstSeenAt: runClusters.firstSeenAt,
      lastSeenAt: runClusters.lastSeenAt,
    })
    .from(clusters)
    .innerJoin(runClusters, sql`${runClusters.clusterId} = ${clusters.id} and ${runClusters.runId} = ${runId}`)
    .where(inArray(clusters.id, [...roots]));
  return rows
    .sort((a, b) => roots.indexOf(a.id) - roots.indexOf(b.id))
    .map((row) => ({
      title: row.name ?? row.title,
      kind: (row.kindOverride ?? row.kind).replace('_', ' '),
      terms: row.terms.slice(0, TERMS_SHOWN).map(({ term }) => term),
      postCount: row.postCount,
      voiceCount: row.voiceCount,
      firstSeenAt: row.firstSeenAt,
      lastSeenAt: row.lastSeenAt,
    }));
}

/** A person who speaks in two of the clusters is one voice. */
async function countBehind(db: Queryable, runId: number | null, clusterIds: readonly number[]) {
  if (runId === null || clusterIds.length === 0) return { postCount: 0, voiceCount: 0 };
  const { rows } = await db.execute<{ posts: string; voices: string | null }>(sql`
    with member as (${membership(runId, { clusterIds })}),
    voiced as (
      select m.post_id, m.author_id, ${voice} as voice from member m ${joinVoice(sql`m.author_id`)}
    )
    select count(distinct v.post_id) as posts, ${countVoices(sql`v.voice`, sql`v.author_id`)} as voices from voiced v`);
  return { postCount: Number(rows[0]?.posts ?? 0), voiceCount: Number(rows[0]?.voices ?? 0) };
}

async function readQuotes(db: Queryable, reportId: number, namesAuthors: boolean): Promise<ReportQuote[]> {
  const rows = await db
    .select({
      quote: quotes,
      title: posts.title,
      text: posts.text,
      contentHash: posts.contentHash,
      deletedAt: posts.deletedAt,
      postedAt: posts.postedAt,
      url: posts.url,
      authorName: authors.name,
      platform: sources.platform,
      sourceName: sources.name,
    })
    .from(quotes)
    .innerJoin(posts, eq(posts.id, quotes.postId))
    .innerJoin(sources, eq(sources.id, posts.sourceId))
    .leftJoin(authors, eq(authors.id, posts.authorId))
    .where(eq(quotes.reportId, reportId))
    .orderBy(asc(quotes.position), asc(quotes.id));
  const earlier = await readEarlierVersions(db, [...new Set(rows.map(({ quote }) => quote.postId))]);
  return rows.map((row) => {
    const current = { title: row.title, text: row.text, contentHash: row.contentHash };
    const versions = row.deletedAt ? [] : [current, ...(earlier.get(row.quote.postId) ?? [])];
    return {
      reading: readQuote(versions, row.quote),
      authorName: namesAuthors ? row.authorName : null,
      place: row.platform ?? row.sourceName,
      postedAt: row.postedAt,
      permalink: row.quote.permalink ?? row.url,
    };
  });
}

async function readEarlierVersions(db: Queryable, postIds: readonly number[]): Promise<Map<number, PostVersion[]>> {
  const versions = new Map<number, PostVersion[]>();
  if (postIds.length === 0) return versions;
  const rows = await db
    .select({
      postId: postVersions.postId,
      title: postVersions.title,
      text: postVersions.text,
      contentHash: postVersions.contentHash,
    })
    .from(postVersions)
    .where(inArray(postVersions.postId, [...postIds]))
    .orderBy(asc(postVersions.postId), desc(postVersions.version));
  for (const { postId, ...version } of rows) versions.set(postId, [...(versions.get(postId) ?? []), version]);
  return versions;
}
