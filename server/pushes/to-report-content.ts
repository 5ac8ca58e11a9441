import type { ReportContent } from '#pipelines/issue-body/build-report-layout.ts';
import type { ReportDetail } from '#server/reports/get-report.ts';

/** Of a cluster's terms a reader of an issue needs the first few. */
const TERMS_SHOWN = 6;

/** A report as it stands now, in the shape that is laid out for trackers. */
export function toReportContent(report: ReportDetail, { url }: { url: string }): ReportContent {
  return {
    title: report.title,
    summary: report.summary,
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
    quotes: report.quotes.map(({ authorName, place, postedAt, permalink, ...reading }) => ({
      reading,
      authorName,
      place,
      postedAt,
      permalink,
    })),
    url,
  };
}
