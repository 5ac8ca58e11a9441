import { decodeText } from './decode-text.ts';
import type { FileSettings } from './file-settings.ts';
import { parseJsonRecord } from './parse-json-record.ts';
import { MAX_RECORD_LENGTH, type ReadEntry, rejectEntry } from './read-entry.ts';
import { scanJson } from './scan-json.ts';

/** Records of one array inside a JSON file, read as a stream. */
export async function* readJson(bytes: AsyncIterable<Uint8Array>, settings: FileSettings): AsyncGenerator<ReadEntry> {
  const path = settings.recordPath === '' ? [] : settings.recordPath.split('.');
  for await (const { position, text, problem } of scanJson(decodeText(bytes, settings.encoding), path)) {
    if (problem === 'tooLong') {
      yield rejectEntry(
        position,
        `The record is longer than ${MAX_RECORD_LENGTH.toLocaleString('en')} characters.`,
        text,
      );
    } else if (problem === 'cutOff') {
      yield rejectEntry(position, 'The file ends in the middle of this record.', text);
    } else if (text !== '') {
      const parsed = parseJsonRecord(text);
      yield parsed.ok ? { line: position, record: parsed.record } : rejectEntry(position, parsed.reason, text);
    }
  }
}
