/** So many lines that look like code, near enough to each other, were pasted. */
const LEAST_LINES = 3;
/** Between two of them may stand this many others that could be code as well as words. */
const MOST_BETWEEN = 8;

/** A line with so many more words than pieces of code is not read to its end. */
const MOST_WORDS = 8;

/** `code`: more of the line's pieces look like code than like words. `open`: it may be either ("services:", "- redis", a blank line). */
type Look = 'code' | 'open' | 'words';

/**
 * The text without runs of lines that were pasted from a program, a terminal or a settings file, though nothing marks
 * them as code: many forums lose fences and indentation.
 */
export function dropPastedCode(text: string): string {
  if (!hasLines(text, LEAST_LINES)) return text;
  let kept = '';
  let keptTo = 0;
  let run = { start: 0, end: 0, count: 0, between: 0 };
  const close = () => {
    if (run.count >= LEAST_LINES) {
      kept += `${text.slice(keptTo, run.start)}\n`;
      keptTo = run.end;
    }
    run = { start: 0, end: 0, count: 0, between: 0 };
  };
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const look = lookAt(text, start, end);
    if (look === 'code') {
      run = { start: run.count === 0 ? start : run.start, end, count: run.count + 1, between: 0 };
    } else if (look === 'words' || run.between === MOST_BETWEEN) close();
    else run.between += 1;
    start = end + 1;
  }
  close();
  return keptTo === 0 ? text : kept + text.slice(keptTo);
}

function hasLines(text: string, least: number): boolean {
  let at = -1;
  for (let count = 1; count < least; count += 1) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** What one character says of the piece that it stands in. */
const CLASS = { space: 0, letter: 1, digit: 2, symbol: 3, colon: 4, quote: 5, other: 6, foreign: 7 } as const;
/** ASCII characters that stand inside of names, assignments, paths and calls, and hardly ever inside of a word. */
const SYMBOLS = '_=\\{}<>|$&*#@[]/(:';
const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (code <= 32) return CLASS.space;
  if (/[a-z]/i.test(character)) return CLASS.letter;
  if (/\d/.test(character)) return CLASS.digit;
  if (character === ':') return CLASS.colon;
  if (character === '"') return CLASS.quote;
  return SYMBOLS.includes(character) ? CLASS.symbol : CLASS.other;
});

function lookAt(text: string, start: number, end: number): Look {
  let [code, words, pieces] = [0, 0, 0];
  let hasKey = false;
  for (let at = start; at < end; ) {
    while (at < end && classOf(text, at) === CLASS.space) at += 1;
    if (at === end) break;
    const from = at;
    let [hasLetter, isForeign, isCode] = [false, false, false];
    let last: number = CLASS.space;
    for (; at < end; at += 1) {
      const kind = classOf(text, at);
      if (kind === CLASS.space) break;
      if (kind === CLASS.letter) hasLetter = true;
      else if (kind === CLASS.foreign) isForeign = true;
      else if (kind === CLASS.colon && last === CLASS.quote) isCode = true;
      else if (kind === CLASS.symbol || kind === CLASS.colon)
        isCode ||= at > from && at + 1 < end && isInside(last) && isInside(classOf(text, at + 1));
      last = kind;
    }
    pieces += 1;
    if (isForeign) words += 1;
    else if (isCode && hasLetter) code += 1;
    else if (hasLetter && pieces === 1 && last === CLASS.colon) hasKey = true;
    else if (hasLetter) words += 1;
    if (words > code + MOST_WORDS) return 'words';
  }
  if (code > 0 && code >= words) return 'code';
  return words <= 1 && (pieces <= 1 || hasKey || code + words < pieces) ? 'open' : 'words';
}

/** What may stand on either side of a symbol within a name. */
function isInside(kind: number): boolean {
  return kind >= CLASS.letter && kind <= CLASS.colon;
}

function classOf(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 128) return CLASSES[unit]!;
  if (unit === 0x201c || unit === 0x201d) return CLASS.quote;
  // Other typographic quotes, dashes and dots stand where straight ones would.
  return unit >= 0x2010 && unit <= 0x2027 ? CLASS.other : unit === 0xa0 ? CLASS.space : CLASS.foreign;
}
