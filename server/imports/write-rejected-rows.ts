import { stringify } from 'csv-stringify/sync';
import type { Queryable } from '#server/database/database.ts';
import { findRejectedRows } from './find-rejected-rows.ts';

const PAGE_ROWS = 1000;
/** What makes a spreadsheet run a cell instead of showing it, also behind spaces and line breaks. */
const FORMULA = /^[\s\0]*[=+\-@\t\0]/;

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
    rows.map((row) => row.map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell))),
    { record_delimiter: 'windows' },
  );
}
