import { cleanText } from './clean-text.ts';
import type { ImportItem } from './import-item.ts';
import { type MappedRecord, mapRecord } from './map-record.ts';
import type { Mapping } from './mapping.ts';
import { isRejection, type ReadEntry } from './readers/read-entry.ts';
import { truncate } from './truncate.ts';

/** A row as it would be stored, or why it would not. */
export type PreviewRow =
  | { readonly line: number; readonly item: Omit<ImportItem, 'raw'>; readonly warnings: readonly string[] }
  | { readonly line: number; readonly reason: string; readonly excerpt: string };

const EXCERPT_LENGTH = 200;

/** The first rows of a file under a mapping. */
export function previewImport(entries: readonly ReadEntry[], mapping: Mapping, { now }: { now: Date }): PreviewRow[] {
  return entries.map((entry) => {
    if (isRejection(entry)) return entry;
    const mapped: MappedRecord = mapRecord(entry.record, mapping, { now });
    if (!mapped.ok) return { line: entry.line, reason: mapped.reason, excerpt: excerptOf(entry.record) };
    const { raw: _, ...item } = mapped.item;
    return { line: entry.line, item, warnings: mapped.warnings };
  });
}

/** The beginning of a record, for a person to find it by. */
export function excerptOf(record: Readonly<Record<string, unknown>>): string {
  try {
    return cleanText(truncate(JSON.stringify(record), EXCERPT_LENGTH));
  } catch {
    // Nested beyond what can be written out; the reason says so.
    return '';
  }
}
