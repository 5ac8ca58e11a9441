import { isQuotable, warnOfUse } from '#pipelines/evidence/use-right.ts';
import { renderHtml } from '#pipelines/exports/render-html.ts';
import { writeReportCsv } from '#pipelines/exports/write-report-csv.ts';
import { buildReportLayout, type ReportContent } from '#pipelines/issue-body/build-report-layout.ts';
import { renderMarkdown } from '#pipelines/issue-body/render-markdown.ts';
import { writeDate } from '#pipelines/issue-body/write-date.ts';
import type { Config } from '#server/config/config.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { EditionContent } from './edition-content.ts';
import { findEditions } from './find-editions.ts';
import { type Edition, getEdition, readEditionContent } from './get-edition.ts';

export const EXPORT_FORMATS = ['markdown', 'html', 'csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export type ReportExport = { readonly fileName: string; readonly contentType: string; readonly body: string };

const TYPES = {
  markdown: ['md', 'text/markdown; charset=utf-8'],
  html: ['html', 'text/html; charset=utf-8'],
  csv: ['csv', 'text/csv; charset=utf-8'],
  json: ['json', 'application/json; charset=utf-8'],
} as const;

/**
 * A published report as a file. The same edition gives the same bytes each time, unless a member erased a post or took
 * a permission back: their words are gone from every export from then on.
 * @param edition the newest without it. @throws AppError `not_found`, `conflict` before the first edition.
 */
export async function exportReport(
  { db, config }: { db: Queryable; config: Pick<Config, 'publicUrl'> },
  { reportId, edition: number, format }: { reportId: number; edition?: number | undefined; format: ExportFormat },
): Promise<ReportExport> {
  const chosen = number ?? (await findEditions({ db }, { reportId }))[0]?.number;
  if (chosen === undefined)
    throw new AppError('conflict', 'Publish the report first: an export is of a published state.');
  const edition = await getEdition({ db }, { reportId, number: chosen });
  const content = await readEditionContent({ db }, { edition, url: `${config.publicUrl}/reports/${reportId}` });
  const [extension, contentType] = TYPES[format];
  return {
    fileName: `report-${reportId}-edition-${chosen}.${extension}`,
    contentType,
    body: write(format, edition, content),
  };
}

function write(format: ExportFormat, edition: Edition, content: ReportContent): string {
  switch (format) {
    case 'html':
      return renderHtml(buildReportLayout(content), { byline: writeByline(edition, content) });
    case 'csv':
      return writeReportCsv(toRows(edition.content, content));
    case 'json':
      return writeJson(edition, content);
    case 'markdown': {
      const rendered = renderMarkdown(buildReportLayout(content), { limit: Number.POSITIVE_INFINITY });
      if (!rendered.ok) throw new Error('a report without a limit is never too long');
      return `# ${rendered.issue.title}\n\n_${writeByline(edition, content).join(' · ')}_\n\n${rendered.issue.body}\n`;
    }
  }
}

function writeJson({ checksum, text }: Edition, content: ReportContent): string {
  const quotes = readableQuotes(content);
  const leftOutQuoteCount = content.quotes.length - quotes.length;
  return `${JSON.stringify({ checksum, edition: JSON.parse(text), quotes, leftOutQuoteCount }, null, 2)}\n`;
}

/** Says what a reader holds: for whom, of which day, how it can be checked, and what is missing since. */
export function writeByline(
  { content, checksum, erasedAt }: Omit<Edition, 'text'>,
  read: Pick<ReportContent, 'quotes' | 'audience'>,
): string[] {
  const reader = content.audience === 'product' ? 'the product team' : 'marketing';
  const run = content.runId === null ? '' : `, clustering run ${content.runId}`;
  const leftOutCount = read.quotes.length - readableQuotes(read).length;
  return [
    `Report for ${reader} · edition ${content.number}, published on ${writeDate(content.publishedAt)}${run}`,
    `Numbers and quotes are frozen as of that day · checksum ${checksum.slice(0, 16)}`,
    ...(erasedAt
      ? [
          `Members’ words erased at their source were taken out on ${writeDate(erasedAt)}: the checksum is of the text before`,
        ]
      : []),
    ...(leftOutCount > 0
      ? [
          `${leftOutCount === 1 ? '1 quote is' : `${leftOutCount} quotes are`} left out: erased at the source, or not to be used by the member’s wish`,
        ]
      : []),
  ];
}

function readableQuotes({ quotes, audience }: Pick<ReportContent, 'quotes' | 'audience'>) {
  return quotes.flatMap(({ reading, right, stance, authorName, place, postedAt, permalink }) =>
    reading.words === null || !isQuotable(right, audience)
      ? []
      : [{ words: reading.words, stance, authorName, place, postedAt, permalink, useOfWords: right.state }],
  );
}

function toRows({ posts, claims, clusters, quotes }: EditionContent, content: ReportContent) {
  const titles = new Map(clusters.map(({ id, title }) => [id, title]));
  const cited = new Map<number, number[]>();
  for (const { key, postIds } of claims) for (const id of postIds) cited.set(id, [...(cited.get(id) ?? []), key]);
  const byPost = new Map<number, { quote: string; stance: string; warning: string }[]>();
  for (const [i, { postId, stance }] of quotes.entries()) {
    const { reading, right } = content.quotes[i] ?? {};
    if (!reading || reading.words === null || !right || !isQuotable(right, content.audience)) continue;
    const warning = content.audience === 'marketing' ? (warnOfUse(right) ?? '') : '';
    byPost.set(postId, [...(byPost.get(postId) ?? []), { quote: reading.words, stance, warning }]);
  }
  // A quote may come from a conversation beside the clusters.
  const beside = quotes
    .filter(({ postId }) => posts.every(({ id }) => id !== postId))
    .map(({ postId, place, postedAt, permalink }) => ({ id: postId, clusterId: 0, place, postedAt, permalink }));
  const unique = new Map([...posts, ...beside].map((post) => [post.id, post]));
  return [...unique.values()].flatMap(({ id, clusterId, place, postedAt, permalink }) =>
    (byPost.get(id) ?? [{ quote: '', stance: '', warning: '' }]).map((quoted) => ({
      postId: id,
      cluster: titles.get(clusterId) ?? '',
      place,
      postedAt,
      permalink,
      ...quoted,
      claims: cited.get(id) ?? [],
    })),
  );
}
