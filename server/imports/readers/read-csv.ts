import { decodeText } from './decode-text.ts';
import type { FileSettings } from './file-settings.ts';
import { nameColumns, nameUntitledColumns } from './name-columns.ts';
import type { ReadEntry } from './read-entry.ts';
import { scanCsv } from './scan-csv.ts';
import { toRecord } from './to-record.ts';

/** Records of a delimited text file. Without a header the first row tells how many columns there are. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, settings: FileSettings): AsyncGenerator<ReadEntry> {
  let columns: string[] | null = null;
  for await (const row of scanCsv(decodeText(bytes, settings.encoding), settings.delimiter)) {
    if (settings.hasSeparatorLine && row.line === 1) continue;
    if ('reason' in row) {
      yield row;
      continue;
    }
    const { line, cells } = row;
    if (columns === null) {
      columns = settings.hasHeader ? nameColumns(cells) : nameUntitledColumns(cells.length);
      if (settings.hasHeader) continue;
    }
    if (cells.every((cell) => cell.trim() === '')) continue;
    yield toRecord(line, cells, columns);
  }
}
