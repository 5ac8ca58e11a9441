import { NOT_ASKED } from '#pipelines/evidence/use-right.ts';
import type { ReportContent, ReportQuote } from '#pipelines/issue-body/build-report-layout.ts';

/** A quote that stands, from Discord. */
export function quoteContent(words: string, part: Partial<ReportQuote> & { isCutAfter?: boolean } = {}): ReportQuote {
  const { isCutAfter = false, ...rest } = part;
  return {
    reading: { standing: 'verbatim', words, isCutBefore: false, isCutAfter },
    stance: 'supports',
    right: NOT_ASKED,
    authorName: null,
    place: 'Discord',
    postedAt: new Date('2026-05-04T10:00:00Z'),
    permalink: 'https://discord.com/channels/1/2/3',
    ...rest,
  };
}

/** A report on one cluster, complete but for its quotes. */
export function reportContent(part: Partial<ReportContent> = {}): ReportContent {
  return {
    title: 'Export to CSV hangs on large boards',
    audience: 'product',
    summary: 'Members **cannot** export.',
    claims: [],
    timeline: null,
    edition: null,
    clusters: [
      {
        title: 'Export hangs',
        kind: 'complaint',
        terms: ['export', 'csv'],
        postCount: 40,
        voiceCount: 31,
        firstSeenAt: new Date('2026-05-03T00:00:00Z'),
        lastSeenAt: new Date('2026-06-20T00:00:00Z'),
      },
    ],
    postCount: 40,
    voiceCount: 31,
    quotes: [],
    url: 'http://localhost:3000/reports/7',
    ...part,
  };
}
