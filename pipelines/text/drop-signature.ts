import { BRIEF, FORMULAS, GREETINGS, THANKS } from './closing-formulas.ts';

/** Characters. */
const MAX_LINE = 80;
/** Lines below a closing formula: name, position, company, address, telephone. */
const MOST_BELOW = 6;
/** A formula, or one with a name behind it. */
const MAX_FORMULA = 50;
const ENDS = ['.', '?', '!', ':'];
/** Words of each of them. */
const MOST_WORDS = 6;

/** What a mail program writes below a post. */
const CLIENT =
  /^\W*(?:sent (?:from|with|via|using) (?!where|when|what|how)[^.?!]{2,50}\W*$|get \S.{0,40} for (?:android|ios|iphone|ipad|windows|mac)\b|(?:von|aus|mit) .{2,50} gesendet|gesendet (?:von|mit|über|aus) |envoyé (?:de|depuis|avec|à partir) |enviado (?:desde|de|do|da|con|com|pelo|a partir) |inviato (?:da|con|dal) |verzonden (?:vanaf|via|met|vanuit) |verstuurd vanaf |skickat från |отправлено (?:с|из) )/i;
const CLIENT_BEHIND =
  /\s--?\s+(?:sent (?:from|with|via|using) |get [^\n]{2,40} for (?:android|ios|iphone|ipad|windows|mac)\b)[^?\n]{0,60}$/i;
const CLOSING = new RegExp(`^(?:(?:${FORMULAS}|${GREETINGS})(?=[\\s,.!–—-]|$)|(?:${BRIEF}),)[\\s,.!–—-]*`, 'iu');
const THANKING = new RegExp(`^(?:${THANKS})[\\s,.!–—-]*$`, 'iu');
const NAMES = /^(?:(?:von|van|de|der|of|from|the|aus|at) |\p{Lu}[\p{L}\p{M}'’.-]*,? ?)+$/u;

/**
 * The text without what its end says of its author: the line of a mail program, a closing formula with a name and an
 * address below. Unchanged where nothing else would be left.
 */
export function dropSignature(text: string): string {
  const end = findEnd(text, text.length);
  const start = findStart(text, end);
  if (start > 0 && end - start <= MAX_LINE) {
    if (CLIENT.test(text.slice(start, end))) return keepRest(text, start);
    const closing = findClosing(text, end);
    if (closing !== null) return keepRest(text, closing);
  }
  return dropClientBehind(text, start, end);
}

/** Of a last line: what a mail program put behind the last sentence. */
function dropClientBehind(text: string, start: number, end: number): string {
  const line = text.slice(start, end);
  if (!line.includes('- ')) return text;
  const cut = line.replace(CLIENT_BEHIND, '');
  return cut === line ? text : text.slice(0, start) + cut;
}

function keepRest(text: string, end: number): string {
  const rest = text.slice(0, end);
  return rest.trim() === '' ? text : rest;
}

/** Where the closing formula begins; null without one. */
function findClosing(text: string, end: number): number | null {
  const below: string[] = [];
  for (let lineEnd = end; lineEnd > 0 && below.length <= MOST_BELOW; ) {
    const start = findStart(text, lineEnd);
    if (lineEnd - start > MAX_LINE) return null;
    const line = text.slice(start, lineEnd).trim();
    const formula = line.length > MAX_FORMULA ? undefined : CLOSING.exec(line)?.[0];
    if (formula !== undefined && isName(line.slice(formula.length)) && below.every(isOfAuthor)) return start;
    if (line.length <= MAX_FORMULA && THANKING.test(line))
      return below.length > 0 && below.length <= 2 && below.every(isName) ? start : null;
    if (ENDS.includes(line.at(-1) ?? '')) return null;
    below.push(line);
    lineEnd = findEnd(text, start);
  }
  return null;
}

/** Nothing, or a few words with capitals. */
function isName(line: string): boolean {
  return line === '' || (NAMES.test(line) && line.split(/\s+/).length <= MOST_WORDS);
}

/** Name, position, address, telephone: no sentence. */
function isOfAuthor(line: string): boolean {
  return line.split(/\s+/).length <= MOST_WORDS;
}

/** Where the text before `end` ends, without white space. */
function findEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && text.charCodeAt(at - 1) <= 32) at -= 1;
  return at;
}

/** Where the line that ends there begins, or a little more than `MAX_LINE` characters before its end. */
function findStart(text: string, end: number): number {
  let at = end;
  while (at > 0 && end - at <= MAX_LINE && text.charCodeAt(at - 1) !== NEWLINE) at -= 1;
  return at;
}

const NEWLINE = 10;
