import { extname } from 'node:path';
import type { ByteSource } from './readers/byte-source.ts';
import { decodeText } from './readers/decode-text.ts';
import { detectCsv } from './readers/detect-csv.ts';
import { detectEncoding, type EncodingGuess } from './readers/detect-encoding.ts';
import type { FileSettings } from './readers/file-settings.ts';
import { findRecordPaths, type RecordPath } from './readers/find-record-path.ts';
import { gunzipSource } from './readers/gunzip-source.ts';
import { listSheets } from './readers/read-xlsx.ts';
import { unreadableFile } from './unreadable-file.ts';

/** What was found, and between what a person may choose instead. */
export type DetectedFile = {
  readonly settings: FileSettings;
  readonly encodingReason: string;
  /** JSON: arrays that may hold the records, the chosen one first. */
  readonly recordPaths: readonly RecordPath[];
  /** XLSX: names of the sheets. */
  readonly sheets: readonly string[];
};

/** Enough text to see thousands of rows. */
const SAMPLE_LENGTH = 512 * 1024;
const HEAD_BYTES = 64;

/** Files that people try, told by their first bytes, and what to do with them. */
const FOREIGN = [
  { magic: [0xd0, 0xcf, 0x11, 0xe0], advice: 'This is an old Excel file (.xls). Save it as .xlsx or CSV.' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], advice: 'This is a Zstandard archive. Unpack it first (zstd -d).' },
  { magic: [0x25, 0x50, 0x44, 0x46], advice: 'This is a PDF. Export the posts as CSV or JSON instead.' },
  { magic: [0x42, 0x5a, 0x68], advice: 'This is a bzip2 archive. Unpack it first.' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], advice: 'This is an xz archive. Unpack it first.' },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], advice: 'This is a 7-Zip archive. Unpack it first.' },
  { magic: [0x52, 0x61, 0x72, 0x21], advice: 'This is a RAR archive. Unpack it first.' },
  { magic: [0x50, 0x41, 0x52, 0x31], advice: 'This is a Parquet file. Export it as JSON Lines or CSV.' },
] as const;

/** How to read a file: by its content first, then, where that leaves a choice, by its name. Throws when it cannot be read. */
export async function detectFile(source: ByteSource): Promise<DetectedFile> {
  const isGzipped = startsWith(await readHead(source), [0x1f, 0x8b]);
  const unpacked = isGzipped ? gunzipSource(source) : source;
  const head = await readHead(unpacked);
  if (head.length === 0) throw unreadableFile('The file is empty.');
  for (const { magic, advice } of FOREIGN) if (startsWith(head, magic)) throw unreadableFile(advice);
  if (startsWith(head, [0x50, 0x4b])) {
    return describe({ format: 'xlsx', isGzipped }, null, [], await listSheets(unpacked.open()));
  }
  const encoding = await detectEncoding(unpacked.open());
  return detectText(unpacked, encoding, isGzipped);
}

async function detectText(source: ByteSource, encoding: EncodingGuess, isGzipped: boolean): Promise<DetectedFile> {
  const sample = await readSample(decodeText(source.open(), encoding.encoding));
  if (sample.trim() === '') throw unreadableFile('The file holds no text.');
  if (isBinary(sample)) throw unreadableFile('This is not a text file. Refrain reads CSV, JSON, JSON Lines and XLSX.');
  const format = detectTextFormat(sample, source.name);
  const base = { isGzipped, encoding: encoding.encoding };
  if (format === 'jsonl') return describe({ ...base, format }, encoding, [], []);
  if (format === 'json') {
    const paths = findRecordPaths(sample);
    return describe({ ...base, format, recordPath: paths[0]?.path ?? '' }, encoding, paths, []);
  }
  return describe({ ...base, format, ...detectCsv(sample) }, encoding, [], []);
}

function detectTextFormat(sample: string, name: string): 'csv' | 'json' | 'jsonl' {
  const text = sample.replace(/^\ufeff/, '').trimStart();
  const extension = extname(name).toLowerCase();
  const isNamedCsv = ['.csv', '.tsv', '.tab', '.txt'].includes(extension);
  // `[x],y` may head a CSV; a JSON list of records goes on with a bracket or ends.
  if (/^\[\s*(?:[[{\]]|$)/.test(text)) return 'json';
  if (!/^\{\s*(?:["}]|$)/.test(text))
    return !isNamedCsv && /^\[\s*["\d-]/.test(text) && extension === '.json' ? 'json' : 'csv';
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (!isObject(lines[0] ?? '')) return extension === '.jsonl' || extension === '.ndjson' ? 'jsonl' : 'json';
  if (lines.length > 1) return 'jsonl';
  return findRecordPaths(text).length > 0 && extension !== '.jsonl' && extension !== '.ndjson' ? 'json' : 'jsonl';
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    // Not one JSON value: then the line is not a record of JSON Lines.
    return false;
  }
}

/** Text holds hardly any control characters but line breaks and tabs. */
function isBinary(sample: string): boolean {
  const controls = sample.slice(0, 4096).match(/[\u0000-\u0008\u000e-\u001a\u001c\u001d]/g)?.length ?? 0;
  return controls > Math.max(8, Math.min(sample.length, 4096) * 0.05);
}

function describe(
  settings: Partial<FileSettings> & Pick<FileSettings, 'format'>,
  encoding: EncodingGuess | null,
  recordPaths: readonly RecordPath[],
  sheets: readonly string[],
): DetectedFile {
  const defaults = { isGzipped: false, encoding: 'utf-8', delimiter: ',', hasSeparatorLine: false, hasHeader: true };
  return {
    settings: { ...defaults, recordPath: '', sheet: sheets[0] ?? null, ...settings },
    encodingReason: encoding?.reason ?? '',
    recordPaths,
    sheets,
  };
}

async function readHead(source: ByteSource): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  for await (const chunk of source.open()) {
    head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
    if (head.length >= HEAD_BYTES) break;
  }
  return head;
}

async function readSample(text: AsyncIterable<string>): Promise<string> {
  let sample = '';
  for await (const piece of text) {
    sample += piece;
    if (sample.length >= SAMPLE_LENGTH) break;
  }
  return sample.slice(0, SAMPLE_LENGTH);
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte);
}
