import { asc, eq } from 'drizzle-orm';
import {
  type Audience,
  authors,
  posts,
  quotes,
  reportClaims,
  reportClusters,
  reports,
  type Stance,
  sources,
  users,
} from '#db/schema.ts';
import type { Claim } from '#pipelines/drafts/claim.ts';
import { NOT_ASKED, type UseRight } from '#pipelines/evidence/use-right.ts';
import { type QuoteStanding, readQuote } from '#pipelines/evidence/verify-quote.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { type EditionSummary, findEditions } from './find-editions.ts';
import { type ReportFacts, readReportFacts } from './read-report-facts.ts';
import { readUseRights } from './read-use-rights.ts';
import { readVersions } from './read-versions.ts';

export type ReportQuoteDetail = {
  readonly id: number;
  readonly postId: number;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly contentHash: string;
  readonly permalink: string | null;
  readonly stance: Stance;
  /** What the member said about the use of their words outside. */
  readonly right: UseRight;
  readonly standing: QuoteStanding;
  /** Exactly as they stand in a stored version; null when the source erased the post. */
  readonly words: string | null;
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
  /** Only where the report names its authors. */
  readonly authorName: string | null;
  readonly place: string;
  readonly postedAt: Date | null;
};

export type ReportDetail = {
  readonly id: number;
  readonly title: string;
  readonly audience: Audience;
  readonly summary: string;
  readonly draft: string;
  readonly namesAuthors: boolean;
  readonly version: number;
  readonly createdByName: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly draftedAt: Date;
  /** Of the newest edition; null before the first. */
  readonly publishedAt: Date | null;
  readonly claims: readonly Claim[];
  readonly editions: readonly EditionSummary[];
  readonly quotes: readonly ReportQuoteDetail[];
} & ReportFacts;

/** A report with its counts as they are now and its quotes read from what is stored. @throws AppError `not_found`. */
export async function getReport({ db }: { db: Queryable }, { reportId }: { reportId: number }): Promise<ReportDetail> {
  const [report] = await db
    .select({
      id: reports.id,
      title: reports.title,
      audience: reports.audience,
      summary: reports.summary,
      draft: reports.draft,
      namesAuthors: reports.namesAuthors,
      version: reports.version,
      createdByName: users.name,
      createdAt: reports.createdAt,
      updatedAt: reports.updatedAt,
      draftedAt: reports.draftedAt,
    })
    .from(reports)
    .leftJoin(users, eq(users.id, reports.createdById))
    .where(eq(reports.id, reportId));
  if (!report) throw new AppError('not_found', `There is no report ${reportId}.`);
  const members = await db
    .select({ clusterId: reportClusters.clusterId })
    .from(reportClusters)
    .where(eq(reportClusters.reportId, reportId))
    .orderBy(asc(reportClusters.position));
  const facts = await readReportFacts({ db }, { clusterIds: members.map(({ clusterId }) => clusterId) });
  const editions = await findEditions({ db }, { reportId });
  return {
    ...report,
    ...facts,
    publishedAt: editions[0]?.publishedAt ?? null,
    editions,
    claims: await findClaims({ db }, { reportId }),
    quotes: await readQuotes({ db }, report),
  };
}

function findClaims({ db }: { db: Queryable }, { reportId }: { reportId: number }): Promise<Claim[]> {
  return db
    .select({ key: reportClaims.key, label: reportClaims.label, postIds: reportClaims.postIds })
    .from(reportClaims)
    .where(eq(reportClaims.reportId, reportId))
    .orderBy(asc(reportClaims.key));
}

async function readQuotes(
  { db }: { db: Queryable },
  { id, namesAuthors }: { id: number; namesAuthors: boolean },
): Promise<ReportQuoteDetail[]> {
  const rows = await db
    .select({
      quote: quotes,
      authorName: authors.name,
      platform: sources.platform,
      sourceName: sources.name,
      postedAt: posts.postedAt,
    })
    .from(quotes)
    .innerJoin(posts, eq(posts.id, quotes.postId))
    .innerJoin(sources, eq(sources.id, posts.sourceId))
    .leftJoin(authors, eq(authors.id, posts.authorId))
    .where(eq(quotes.reportId, id))
    .orderBy(asc(quotes.position), asc(quotes.id));
  const postIds = rows.map(({ quote }) => quote.postId);
  const versions = await readVersions({ db }, { postIds });
  const rights = await readUseRights({ db }, { postIds });
  return rows.map(({ quote, authorName, platform, sourceName, postedAt }) => ({
    id: quote.id,
    postId: quote.postId,
    startOffset: quote.startOffset,
    endOffset: quote.endOffset,
    contentHash: quote.contentHash,
    permalink: quote.permalink,
    stance: quote.stance,
    right: rights.get(quote.postId) ?? NOT_ASKED,
    ...readQuote(versions.get(quote.postId) ?? [], quote),
    authorName: namesAuthors ? authorName : null,
    place: platform ?? sourceName,
    postedAt,
  }));
}
