import type { ReportContent } from '#pipelines/issue-body/build-report-layout.ts';
import type { ReportDetail } from './get-report.ts';

/** Of a cluster's terms a reader of an issue needs the first few. */
const TERMS_SHOWN = 6;

/** A report as it stands now, in the shape that is laid out for its readers. */
export function toReportContent(
  report: Omit<ReportDetail, 'draft' | 'version' | 'editions'>,
  { url }: { url: string },
): ReportContent {
  return {
    title: report.title,
    audience: report.audience,
    summary: report.summary,
    claims: report.claims,
    clusters: report.clusters.map(({ title, kind, terms, postCount, voiceCount, firstSeenAt, lastSeenAt }) => ({
      title,
      kind: kind.replace('_', ' '),
      terms: terms.slice(0, TERMS_SHOWN).map(({ term }) => term),
      postCount,
      voiceCount,
      firstSeenAt,
      lastSeenAt,
    })),
    postCount: report.postCount,
    voiceCount: report.voiceCount,
    timeline: report.timeline,
    quotes: report.quotes.map(({ authorName, place, postedAt, permalink, stance, right, ...reading }) => ({
      reading,
      stance,
      right,
      authorName,
      place,
      postedAt,
      permalink,
    })),
    edition: null,
    url,
  };
}
