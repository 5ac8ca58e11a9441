import { decodeText } from './decode-text.ts';
import type { FileSettings } from './file-settings.ts';
import { parseJsonRecord } from './parse-json-record.ts';
import { MAX_RECORD_LENGTH, type ReadEntry, rejectEntry } from './read-entry.ts';
import { splitLines } from './split-lines.ts';

/** Records of a file with one JSON object per line. Blank lines are not records. */
export async function* readJsonLines(
  bytes: AsyncIterable<Uint8Array>,
  settings: FileSettings,
): AsyncGenerator<ReadEntry> {
  for await (const { line, text, isTooLong } of splitLines(decodeText(bytes, settings.encoding))) {
    if (isTooLong) {
      yield rejectEntry(line, `The line is longer than ${MAX_RECORD_LENGTH.toLocaleString('en')} characters.`, text);
      continue;
    }
    if (text.trim() === '') continue;
    const parsed = parseJsonRecord(text);
    yield parsed.ok ? { line, record: parsed.record } : rejectEntry(line, parsed.reason, text);
  }
}
