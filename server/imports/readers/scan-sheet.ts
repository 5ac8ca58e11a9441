import { parseXml } from './parse-xml.ts';
import { MAX_RECORD_LENGTH } from './read-entry.ts';
import type { Workbook } from './read-workbook.ts';
import type { StringSpool } from './spool-strings.ts';
import { unescapeControls } from './unescape-controls.ts';

export type SheetCell = string | number | boolean | null;
export type SheetRow = { readonly line: number; readonly cells: readonly SheetCell[] };

/** The last column of a sheet is XFD. */
const MAX_COLUMNS = 16_384;
const MS_PER_DAY = 86_400_000;

/** The rows of a sheet as they stream by. Dates become ISO times without a zone: a sheet knows none. */
export async function* scanSheet(
  bytes: AsyncIterable<Uint8Array>,
  workbook: Workbook,
  strings: StringSpool,
): AsyncGenerator<SheetRow> {
  let rows: SheetRow[] = [];
  let line = 0;
  let cells: SheetCell[] = [];
  let column = -1;
  let type = 'n';
  let style = 0;
  let value = '';
  let isInValue = false;

  const pieces = parseXml(bytes, {
    open(name, attributes) {
      if (name === 'row') {
        const given = Number(attributes.r);
        line = Number.isSafeInteger(given) && given > line ? given : line + 1;
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : toColumn(attributes.r);
        type = attributes.t ?? 'n';
        style = Number(attributes.s ?? 0);
        value = '';
      } else if (name === 'v' || name === 't') isInValue = true;
    },
    text(piece) {
      // A longer cell makes its row too long, which is told where rows are read.
      if (isInValue && value.length <= MAX_RECORD_LENGTH) value += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') isInValue = false;
      else if (name === 'row') rows.push({ line, cells });
      else if (name === 'c' && column >= 0 && column < MAX_COLUMNS) {
        while (cells.length < column) cells.push(null);
        cells[column] = toCell(type, value, workbook.dateStyles[style] === true);
      }
    },
  });

  for await (const _ of pieces) {
    yield* rows;
    rows = [];
  }

  function toCell(kind: string, text: string, isDate: boolean): SheetCell {
    if (kind === 's') return strings.get(Number(text));
    if (kind === 'b') return text === '1' || text === 'true';
    if (kind === 'n') return toNumberOrDate(text, isDate, workbook.isFrom1904);
    return unescapeControls(text);
  }
}

function toNumberOrDate(text: string, isDate: boolean, isFrom1904: boolean): SheetCell {
  if (text === '') return null;
  const number = Number(text);
  if (Number.isNaN(number)) return text;
  if (!isDate) return Number.isSafeInteger(number) || !/^-?\d+$/.test(text) ? number : text;
  // Serial days; 25,569 is 1 January 1970. Rounded to seconds, the finest that sheets show.
  const days = number + (isFrom1904 ? 1462 : 0) - 25_569;
  const time = new Date(Math.round((days * MS_PER_DAY) / 1000) * 1000);
  return Number.isNaN(time.getTime()) ? number : time.toISOString().slice(0, 19);
}

function toColumn(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}
