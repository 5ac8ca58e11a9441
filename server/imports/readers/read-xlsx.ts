import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { unreadableFile } from '../unreadable-file.ts';
import type { FileSettings } from './file-settings.ts';
import { nameColumns, nameUntitledColumns } from './name-columns.ts';
import { openZip, type Zip } from './open-zip.ts';
import { parseXmlPart } from './parse-xml.ts';
import { MAX_RECORD_LENGTH, type ReadEntry, rejectEntry } from './read-entry.ts';
import { readWorkbook, type Workbook } from './read-workbook.ts';
import { scanSheet } from './scan-sheet.ts';
import { type StringSpool, spoolStrings } from './spool-strings.ts';
import { toRecord } from './to-record.ts';
import { unescapeControls } from './unescape-controls.ts';

/** Records of one sheet. A zip can only be read from its end, so the bytes go to a temporary file first. */
export async function* readXlsx(bytes: AsyncIterable<Uint8Array>, settings: FileSettings): AsyncGenerator<ReadEntry> {
  const folder = await mkdtemp(join(tmpdir(), 'refrain-xlsx-'));
  let zip: Zip | null = null;
  let strings: StringSpool | null = null;
  try {
    const path = join(folder, 'workbook.xlsx');
    await pipeline(Readable.from(bytes), createWriteStream(path));
    zip = await openZip(path);
    const workbook = await readWorkbook(zip);
    const part = findSheet(workbook, settings.sheet);
    strings = spoolStrings(join(folder, 'strings'));
    if (workbook.stringsPart !== null) await readStrings(zip, workbook.stringsPart, strings);
    yield* readSheet(zip, part, workbook, strings, settings.hasHeader);
  } finally {
    strings?.close();
    zip?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Names of the sheets, for a person to choose from. */
export async function listSheets(bytes: AsyncIterable<Uint8Array>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'refrain-xlsx-'));
  try {
    const path = join(folder, 'workbook.xlsx');
    await pipeline(Readable.from(bytes), createWriteStream(path));
    const zip = await openZip(path);
    try {
      return (await readWorkbook(zip)).sheets.map((sheet) => sheet.name);
    } finally {
      zip.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function findSheet(workbook: Workbook, name: string | null): string {
  const sheet = name === null ? workbook.sheets[0] : workbook.sheets.find((candidate) => candidate.name === name);
  if (sheet !== undefined) return sheet.part;
  throw unreadableFile(
    `There is no sheet "${name}". The workbook has: ${workbook.sheets.map((s) => s.name).join(', ')}.`,
  );
}

async function readStrings(zip: Zip, part: string, strings: StringSpool): Promise<void> {
  let text = '';
  let isInText = false;
  let isPhonetic = false;
  await parseXmlPart(await zip.read(part), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 't') isInText = true;
      // Reading aids over Japanese text repeat it in another script.
      if (name === 'rPh') isPhonetic = true;
    },
    text(piece) {
      if (isInText && !isPhonetic) text += piece;
    },
    close(name) {
      if (name === 't') isInText = false;
      if (name === 'rPh') isPhonetic = false;
      if (name === 'si') strings.add(unescapeControls(text));
    },
  });
}

async function* readSheet(
  zip: Zip,
  part: string,
  workbook: Workbook,
  strings: StringSpool,
  hasHeader: boolean,
): AsyncGenerator<ReadEntry> {
  let columns: string[] | null = null;
  for await (const { line, cells } of scanSheet(await zip.read(part), workbook, strings)) {
    if (cells.every((cell) => cell === '' || cell === null)) continue;
    if (columns === null) {
      columns = hasHeader ? nameColumns(cells.map((cell) => String(cell ?? ''))) : nameUntitledColumns(cells.length);
      if (hasHeader) continue;
    }
    const length = cells.reduce((sum: number, cell) => sum + (typeof cell === 'string' ? cell.length : 0), 0);
    if (length > MAX_RECORD_LENGTH) {
      const reason = `The row is longer than ${MAX_RECORD_LENGTH.toLocaleString('en')} characters.`;
      yield rejectEntry(line, reason, String(cells[0] ?? ''));
    } else {
      yield toRecord(line, cells, columns);
    }
  }
}
