import { MAX_RECORD_LENGTH, type ReadRejection, rejectEntry } from './read-entry.ts';

export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

const QUOTE = 34;
const LF = 10;
const CR = 13;
const SPACE = 32;

/**
 * RFC 4180 as files really are: LF, CRLF or CR ends a row; spaces before an opening quote are dropped; what follows a
 * closing quote is kept; a quote inside a plain cell is only a quote. Blank lines are not rows. Where the text is cut
 * into pieces makes no difference.
 *
 * A quote that is never closed would swallow the rest of the file. When a row grows beyond `maxLength` or the file ends
 * inside quotes, only the row's first line is refused, and reading goes on with the line after it.
 */
export async function* scanCsv(
  text: AsyncIterable<string>,
  delimiter: string,
  maxLength = MAX_RECORD_LENGTH,
): AsyncGenerator<CsvRow | ReadRejection> {
  const state: ScanState = { buffer: '', line: 1, isSkipping: false };
  for await (const piece of text) {
    state.buffer += piece;
    yield* takeRows(state, delimiter, maxLength, false);
  }
  yield* takeRows(state, delimiter, maxLength, true);
}

/** `buffer` starts with the current row; `isSkipping`: the rest of a refused line is still to come. */
type ScanState = { buffer: string; line: number; isSkipping: boolean };

function* takeRows(
  state: ScanState,
  delimiter: string,
  maxLength: number,
  isFinal: boolean,
): Generator<CsvRow | ReadRejection> {
  const { buffer } = state;
  let start = state.isSkipping ? skipLine(state, isFinal) : 0;
  while (start < buffer.length) {
    const row = readRow(buffer, start, delimiter.charCodeAt(0), isFinal);
    const length = row === null ? buffer.length - start - (buffer.endsWith('\r') ? 1 : 0) : row.end - start;
    if (row === null && !isFinal && length <= maxLength) break;
    if (row !== null && length <= maxLength) {
      if (row.cells.length > 1 || row.cells[0]?.trim() !== '') yield { line: state.line, cells: row.cells };
      state.line += 1 + (row.hasLineBreaks ? countLineBreaks(buffer.slice(start, row.end)) : 0);
      start = afterLineBreak(buffer, row.end);
      continue;
    }
    const lineEnd = findLineEnd(buffer, start);
    yield rejectEntry(state.line, explain(lineEnd - start, length, maxLength), buffer.slice(start, lineEnd));
    if (lineEnd === buffer.length || isOpenCarriageReturn(buffer, lineEnd, isFinal)) {
      state.isSkipping = true;
      start = lineEnd;
      break;
    }
    state.line += 1;
    start = afterLineBreak(buffer, lineEnd);
  }
  state.buffer = buffer.slice(start);
}

/** Start of the line after the one being skipped, or the end of what is there. */
function skipLine(state: ScanState, isFinal: boolean): number {
  const lineEnd = findLineEnd(state.buffer, 0);
  if (lineEnd === state.buffer.length || isOpenCarriageReturn(state.buffer, lineEnd, isFinal)) return lineEnd;
  state.isSkipping = false;
  state.line += 1;
  return afterLineBreak(state.buffer, lineEnd);
}

function explain(lineLength: number, length: number, maxLength: number): string {
  const limit = `${maxLength.toLocaleString('en')} characters`;
  if (lineLength > maxLength) return `The line is longer than ${limit}.`;
  if (length > maxLength) return `A quotation mark opens on this line and is not closed within ${limit}.`;
  return 'A quotation mark opens on this line and is never closed.';
}

type Row = { readonly cells: string[]; readonly end: number; readonly hasLineBreaks: boolean };

/** The row at `start`, or null when the text ends before the row does. */
function readRow(text: string, start: number, delimiter: number, isFinal: boolean): Row | null {
  const cells: string[] = [];
  let hasLineBreaks = false;
  let position = start;
  for (;;) {
    let cell = '';
    const opening = findOpeningQuote(text, position, delimiter);
    if (opening !== -1) {
      position = opening + 1;
      for (;;) {
        const quote = text.indexOf('"', position);
        if (quote === -1 || (quote === text.length - 1 && !isFinal)) return null;
        cell += text.slice(position, quote);
        position = quote + 1;
        if (text.charCodeAt(position) !== QUOTE) break;
        cell += '"';
        position++;
      }
      hasLineBreaks ||= cell.includes('\n') || cell.includes('\r');
    }
    const from = position;
    let code = text.charCodeAt(position);
    while (position < text.length && code !== delimiter && code !== LF && code !== CR)
      code = text.charCodeAt(++position);
    const rest = text.slice(from, position);
    cells.push(opening === -1 ? rest : rest.trim() === '' ? cell : cell + rest);
    if (position < text.length && code === delimiter) {
      position++;
      continue;
    }
    const isComplete = isFinal || (position < text.length && !isOpenCarriageReturn(text, position, isFinal));
    return isComplete ? { cells, end: position, hasLineBreaks } : null;
  }
}

function findOpeningQuote(text: string, start: number, delimiter: number): number {
  let position = start;
  if (delimiter !== SPACE) while (text.charCodeAt(position) === SPACE) position++;
  return text.charCodeAt(position) === QUOTE ? position : -1;
}

/** A carriage return at the very end may be the first half of CRLF. */
function isOpenCarriageReturn(text: string, position: number, isFinal: boolean): boolean {
  return !isFinal && position === text.length - 1 && text.charCodeAt(position) === CR;
}

function findLineEnd(text: string, start: number): number {
  let position = start;
  for (; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === LF || code === CR) break;
  }
  return position;
}

function afterLineBreak(text: string, position: number): number {
  return text.charCodeAt(position) === CR && text.charCodeAt(position + 1) === LF ? position + 2 : position + 1;
}

function countLineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
