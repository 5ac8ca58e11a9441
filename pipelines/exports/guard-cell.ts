/** What makes a spreadsheet run a cell instead of showing it, also behind spaces and line breaks. */
const FORMULA = /^[\s\0]*[=+\-@\t\r\0＝＋－＠]/;

/** A cell that spreadsheets show as text, whatever a member wrote into it. */
export function guardCell(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}
