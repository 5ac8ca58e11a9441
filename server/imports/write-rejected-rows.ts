import { stringify } from 'csv-stringify/sync';
import { guardCell } from '#pipelines/exports/guard-cell.ts';
import type { Queryable } from '#server/database/database.ts';
import { findRejectedRows } from './find-rejected-rows.ts';

const PAGE_ROWS = 1000;
/** The rejected rows of an import as CSV, piece by piece; a byte order mark makes Excel read it as UTF-8. */
export async function* writeRejectedRows(
  { db }: { db: Queryable },
  { runId }: { runId: number },
): AsyncGenerator<string> {
  yield `\ufeff${toCsv([['line', 'reason', 'record']])}`;
  let after = 0;
  for (;;) {
    const rows = await findRejectedRows({ db }, { runId, after, limit: PAGE_ROWS });
    if (rows.length > 0) yield toCsv(rows.map((row) => [String(row.line), row.reason, row.excerpt]));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    after = last.line;
  }
}

function toCsv(rows: string[][]): string {
  return stringify(
    rows.map((row) => row.map(guardCell)),
    { record_delimiter: 'windows' },
  );
}
