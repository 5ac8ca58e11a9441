import { type ReadEntry, rejectEntry } from './read-entry.ts';

/**
 * A row under its column names. The record has no prototype: a column named `__proto__` is a column. A short row lacks
 * its last columns; a row with more cells than there are columns is refused, since its cells no longer stand under
 * their names.
 */
export function toRecord(line: number, cells: readonly unknown[], columns: readonly string[]): ReadEntry {
  let count = cells.length;
  while (count > columns.length && isBlank(cells[count - 1])) count--;
  if (count > columns.length) {
    const reason = `The row has ${count} cells, the header names ${columns.length}: a cell may hold an unquoted delimiter.`;
    return rejectEntry(line, reason, cells.join(' | '));
  }
  const record: Record<string, unknown> = Object.create(null);
  for (const [index, column] of columns.slice(0, count).entries()) record[column] = cells[index];
  return { line, record };
}

function isBlank(cell: unknown): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}
