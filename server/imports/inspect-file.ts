import { cleanRecord } from './clean-record.ts';
import { type ColumnProfile, describeColumn } from './describe-column.ts';
import { type DetectedFile, detectFile } from './detect-file.ts';
import { guessMapping, type MappingGuess } from './guess-mapping.ts';
import type { Mapping } from './mapping.ts';
import { type PreviewRow, previewImport } from './preview-import.ts';
import { listColumns } from './read-column.ts';
import type { ByteSource } from './readers/byte-source.ts';
import type { FileSettings } from './readers/file-settings.ts';
import type { ReadEntry } from './readers/read-entry.ts';
import { readRecords } from './readers/read-records.ts';

/** All that a person needs to check before an import starts. */
export type Inspection = DetectedFile &
  MappingGuess & {
    readonly columns: readonly Pick<ColumnProfile, 'column' | 'example' | 'filledShare'>[];
    /** The first rows under `mapping`. */
    readonly preview: readonly PreviewRow[];
  };

/** Guesses from this many rows; beyond it they do not change. */
const SAMPLE_ROWS = 200;
const PREVIEW_ROWS = 20;

/**
 * Format, encoding, columns, mapping and preview of a file. What a person chose (`settings`, `mapping`) is taken as
 * given, the rest is detected.
 */
export async function inspectFile(
  source: ByteSource,
  {
    now,
    settings,
    mapping,
  }: { now: Date; settings?: Partial<FileSettings> | undefined; mapping?: Mapping | undefined },
): Promise<Inspection> {
  const detected = await detectFile(source);
  const chosen = { ...detected, settings: { ...detected.settings, ...settings } };
  const entries = await readFirst(source, chosen.settings);
  const records = entries.flatMap(readCleaned);
  const guess = guessMapping(records);
  const columns = listColumns(records).map((column) => describeColumn(column, records));
  return {
    ...chosen,
    ...guess,
    mapping: mapping ?? guess.mapping,
    columns: columns.map(({ column, example, filledShare }) => ({ column, example, filledShare })),
    preview: previewImport(entries.slice(0, PREVIEW_ROWS), mapping ?? guess.mapping, { now }),
  };
}

/** Columns are named as the import will find them: after cleaning. */
function readCleaned(entry: ReadEntry): Record<string, unknown>[] {
  const cleaned = 'record' in entry ? cleanRecord(entry.record) : null;
  return cleaned?.ok ? [cleaned.record] : [];
}

async function readFirst(source: ByteSource, settings: FileSettings): Promise<ReadEntry[]> {
  const entries: ReadEntry[] = [];
  for await (const entry of readRecords(source, settings)) {
    entries.push(entry);
    if (entries.length >= SAMPLE_ROWS) break;
  }
  return entries;
}
