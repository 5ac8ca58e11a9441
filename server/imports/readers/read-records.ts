import type { ByteSource } from './byte-source.ts';
import type { FileFormat, FileSettings } from './file-settings.ts';
import { gunzipSource } from './gunzip-source.ts';
import { readCsv } from './read-csv.ts';
import type { ReadEntry } from './read-entry.ts';
import { readJson } from './read-json.ts';
import { readJsonLines } from './read-json-lines.ts';
import { readXlsx } from './read-xlsx.ts';

export type Reader = (bytes: AsyncIterable<Uint8Array>, settings: FileSettings) => AsyncIterable<ReadEntry>;

/** Every format that Refrain reads. */
export const READERS: Readonly<Record<FileFormat, Reader>> = {
  csv: readCsv,
  jsonl: readJsonLines,
  json: readJson,
  xlsx: readXlsx,
};

/**
 * All records of a file, in its order and in constant memory. Bad records are entries with a reason; only a file that
 * cannot be read as a whole throws.
 */
export function readRecords(source: ByteSource, settings: FileSettings): AsyncIterable<ReadEntry> {
  const unpacked = settings.isGzipped ? gunzipSource(source) : source;
  return READERS[settings.format](unpacked.open(), settings);
}
