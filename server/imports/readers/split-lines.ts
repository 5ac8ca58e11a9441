import { MAX_RECORD_LENGTH } from './read-entry.ts';

/** One line without its break; `isTooLong`: `text` is only its beginning. */
export type TextLine = { readonly line: number; readonly text: string; readonly isTooLong: boolean };

const HEAD_LENGTH = 1000;

/** Lines end with LF (a CR before it is dropped). A line beyond `maxLength` is told, not kept: memory stays constant. */
export async function* splitLines(
  text: AsyncIterable<string>,
  maxLength = MAX_RECORD_LENGTH,
): AsyncGenerator<TextLine> {
  let line = 1;
  let buffer = '';
  let tooLongHead: string | null = null;
  for await (const piece of text) {
    buffer += piece;
    let start = 0;
    for (let end = buffer.indexOf('\n'); end !== -1; end = buffer.indexOf('\n', start)) {
      yield toLine(line, tooLongHead, buffer.slice(start, end), maxLength);
      tooLongHead = null;
      start = end + 1;
      line++;
    }
    buffer = buffer.slice(start);
    // One more for the CR that does not count.
    if (buffer.length <= maxLength + 1) continue;
    tooLongHead ??= buffer.slice(0, HEAD_LENGTH);
    buffer = '';
  }
  if (buffer !== '' || tooLongHead !== null) yield toLine(line, tooLongHead, buffer, maxLength);
}

function toLine(line: number, tooLongHead: string | null, rest: string, maxLength: number): TextLine {
  if (tooLongHead !== null) return { line, text: tooLongHead, isTooLong: true };
  const text = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
  return text.length > maxLength
    ? { line, text: text.slice(0, HEAD_LENGTH), isTooLong: true }
    : { line, text, isTooLong: false };
}
