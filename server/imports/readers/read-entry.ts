import { cleanText } from '../clean-text.ts';
import { truncate } from '../truncate.ts';

/**
 * One record of a file, or one that could not be read.
 *
 * `line` is where a person finds it: the physical line on which the record starts (CSV, JSON Lines), the row number of
 * the sheet (XLSX), the place in the array counted from 1 (JSON, where a whole file is often one line). It is unique
 * within a file and grows.
 */
export type ReadEntry = ReadRecord | ReadRejection;
export type ReadRecord = { readonly line: number; readonly record: Readonly<Record<string, unknown>> };
export type ReadRejection = { readonly line: number; readonly reason: string; readonly excerpt: string };

/**
 * Longest record that is read, in UTF-16 units. A Discord message ends at 4,000 and a Reddit post at 40,000; one
 * million leaves room for their metadata and keeps a hostile line from filling the memory.
 */
export const MAX_RECORD_LENGTH = 1_000_000;

const EXCERPT_LENGTH = 200;

export function rejectEntry(line: number, reason: string, text = ''): ReadRejection {
  return { line, reason, excerpt: cleanText(truncate(text, EXCERPT_LENGTH)) };
}

export function isRejection(entry: ReadEntry): entry is ReadRejection {
  return 'reason' in entry;
}
