import { stringify } from 'csv-stringify/sync';
import { guardCell } from './guard-cell.ts';

export interface ReportCsvRow {
  readonly postId: number;
  readonly cluster: string;
  readonly place: string;
  readonly postedAt: Date | null;
  readonly permalink: string | null;
  /** Words quoted from the post; empty where it is counted only. */
  readonly quote: string;
  readonly stance: string;
  /** Why a quote may not be used as it stands. */
  readonly warning: string;
  /** Keys of the statements that rest on the post. */
  readonly claims: readonly number[];
}

/** One row for each counted post, and one for each further quote; a byte order mark makes Excel read it as UTF-8. */
export function writeReportCsv(rows: readonly ReportCsvRow[]): string {
  const head = ['post', 'cluster', 'place', 'posted_at', 'link', 'quote', 'stance', 'warning', 'cited_as'];
  const lines = rows.map((row) => [
    String(row.postId),
    row.cluster,
    row.place,
    row.postedAt?.toISOString() ?? '',
    row.permalink ?? '',
    row.quote,
    row.stance,
    row.warning,
    row.claims.join(' '),
  ]);
  const cells = [head, ...lines].map((line) => line.map(guardCell));
  return `\ufeff${stringify(cells, { record_delimiter: 'windows' })}`;
}
