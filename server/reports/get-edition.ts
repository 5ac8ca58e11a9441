import { and, eq, inArray } from 'drizzle-orm';
import { authors, posts, reportEditions } from '#db/schema.ts';
import { NOT_ASKED } from '#pipelines/evidence/use-right.ts';
import { readQuote } from '#pipelines/evidence/verify-quote.ts';
import type { ReportContent } from '#pipelines/issue-body/build-report-layout.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { EditionContent } from './edition-content.ts';
import { readUseRights } from './read-use-rights.ts';
import { readVersions } from './read-versions.ts';

export type Edition = {
  readonly content: EditionContent;
  /** The very text that the checksum is of. */
  readonly text: string;
  readonly checksum: string;
  /** Since when a member's erased words are missing from the text, which the checksum is not of any more. */
  readonly erasedAt: Date | null;
};

/** A published state of a report. @throws AppError `not_found`. */
export async function getEdition(
  { db }: { db: Queryable },
  { reportId, number }: { reportId: number; number: number },
): Promise<Edition> {
  const [row] = await db
    .select({ text: reportEditions.content, checksum: reportEditions.checksum, erasedAt: reportEditions.erasedAt })
    .from(reportEditions)
    .where(and(eq(reportEditions.reportId, reportId), eq(reportEditions.number, number)));
  if (!row) throw new AppError('not_found', `Report ${reportId} has no edition ${number}.`);
  return { ...row, content: EditionContent.parse(JSON.parse(row.text)) };
}

/**
 * An edition in the shape that is laid out. The words are read from the versions they were cut from, as they stood then;
 * those of posts erased since are gone, and quotes whose author took the permission back are left out by the layout.
 */
export async function readEditionContent(
  { db }: { db: Queryable },
  { edition: { content }, url }: { edition: Pick<Edition, 'content'>; url: string },
): Promise<ReportContent> {
  const postIds = content.quotes.map(({ postId }) => postId);
  const versions = await readVersions({ db }, { postIds });
  const rights = await readUseRights({ db }, { postIds });
  const names = content.namesAuthors ? await readNames(db, postIds) : new Map<number, string | null>();
  return {
    title: content.title,
    audience: content.audience,
    summary: content.summary,
    claims: content.claims,
    clusters: content.clusters.map((cluster) => ({ ...cluster, kind: cluster.kind.replace('_', ' ') })),
    postCount: content.postCount,
    voiceCount: content.voiceCount,
    timeline: content.timeline,
    quotes: content.quotes.map((quote) => {
      const reading = readQuote(versions.get(quote.postId) ?? [], quote);
      return {
        // What was verbatim on the day stays so in the edition; what came since stands beside it.
        reading: reading.standing === 'edited-since' ? { ...reading, standing: 'verbatim' } : reading,
        stance: quote.stance,
        right: rights.get(quote.postId) ?? NOT_ASKED,
        authorName: names.get(quote.postId) ?? null,
        place: quote.place,
        postedAt: quote.postedAt,
        permalink: quote.permalink,
      };
    }),
    edition: content.number,
    url,
  };
}

async function readNames(db: Queryable, postIds: readonly number[]): Promise<Map<number, string | null>> {
  if (postIds.length === 0) return new Map();
  const rows = await db
    .select({ id: posts.id, name: authors.name })
    .from(posts)
    .innerJoin(authors, eq(authors.id, posts.authorId))
    .where(inArray(posts.id, [...postIds]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
