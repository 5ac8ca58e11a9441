import type { FileSettings } from './file-settings.ts';

/** Tried in this order; on a tie the earlier wins. */
const DELIMITERS = [',', '\t', ';', '|', '\u001f', '^', '~'] as const;
const SAMPLE_ROWS = 200;
/** Longer than any column name, shorter than most posts. */
const MAX_NAME_LENGTH = 80;

/** Delimiter, `sep=` line and header of a CSV, judged by its first rows. */
export function detectCsv(sample: string): Pick<FileSettings, 'delimiter' | 'hasSeparatorLine' | 'hasHeader'> {
  const named = /^\ufeff?"?sep=(.)"?\r?(?:\n|$)/i.exec(sample);
  if (named?.[1] !== undefined) {
    const rest = sample.slice(named[0].length);
    return { delimiter: named[1], hasSeparatorLine: true, hasHeader: isHeader(readRows(rest, named[1])) };
  }
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const score = scoreDelimiter(readRows(sample, delimiter));
    if (score > best.score) best = { delimiter, score };
  }
  const delimiter = best.score > 0 ? best.delimiter : chooseForOneColumn(sample);
  return { delimiter, hasSeparatorLine: false, hasHeader: isHeader(readRows(sample, delimiter)) };
}

/** One column: where commas stand unquoted in its text, they separate nothing, and a unit that does not occur is taken. */
function chooseForOneColumn(sample: string): string {
  return readRows(sample, ',').every((row) => row.length === 1) ? ',' : '\u001f';
}

/** The share of rows that have as many cells as the first, raised by how many cells that is. */
function scoreDelimiter(rows: readonly (readonly string[])[]): number {
  const width = rows[0]?.length ?? 0;
  if (width < 2) return 0;
  const fitting = rows.filter((row) => row.length === width).length;
  return (fitting / rows.length) * (1 + Math.log2(width) / 10);
}

/** Column names are short, distinct, not empty and neither numbers nor times nor addresses. */
function isHeader(rows: readonly (readonly string[])[]): boolean {
  const names = (rows[0] ?? []).map((cell) => cell.trim());
  if (rows.length < 2) return true;
  const filled = names.filter((name) => name !== '');
  if (filled.length === 0) return false;
  return filled.every((name) => name.length <= MAX_NAME_LENGTH && !isValue(name));
}

function isValue(cell: string): boolean {
  return (
    /^-?\d+([.,]\d+)?$/.test(cell) || /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b/.test(cell) || /^https?:\/\//i.test(cell)
  );
}

/** The sample's first rows; a quoted cell may hold delimiters and line breaks. */
function readRows(sample: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const special = delimiter.replace(/[|^.*+?$()[\]{}\\]/, '\\$&');
  const cell = new RegExp(` *"((?:[^"]|"")*)"[^${special}\\r\\n]*|[^${special}\\r\\n]*`, 'y');
  while (cell.lastIndex < sample.length && rows.length < SAMPLE_ROWS) {
    const match = cell.exec(sample);
    if (match === null) break;
    row.push(match[1] ?? match[0]);
    const next = sample[cell.lastIndex];
    if (next === delimiter) {
      cell.lastIndex++;
      if (cell.lastIndex === sample.length) row.push('');
      continue;
    }
    if (row.length > 1 || row[0]?.trim() !== '') rows.push(row);
    row = [];
    cell.lastIndex++;
  }
  return rows;
}
