import { endOfLine, matchesAt } from './scan-text.ts';

/** So many lines that look like code, near enough to each other, were pasted. */
const LEAST_LINES = 3;
/** Between two of them may stand this many others that could be code as well as words. */
const MOST_BETWEEN = 8;

/** A line with so many more words than pieces of code is not read to its end. */
const MOST_WORDS = 6;

/** Lower-case names with nothing behind them ("metadata:") are settings where there are so many with at least one line of code. */
const LEAST_SETTINGS = 4;

/**
 * `code`: more of the line's pieces look like code than like words. `key`: a name that a block of settings stands below.
 * `part`: it goes with code beside it ("}", "restart: always"). `open`: it may be either ("- redis").
 */
type Look = 'code' | 'key' | 'part' | 'open' | 'blank' | 'words';

const EMPTY = { start: 0, end: 0, code: 0, keys: 0, between: 0 };

/**
 * The text without runs of lines that were pasted from a program, a terminal, a settings file or a table, though nothing
 * marks them as code: many forums lose fences and indentation.
 */
export function dropPastedCode(text: string): string {
  if (!hasLines(text, LEAST_LINES)) return text;
  let kept = '';
  let keptTo = 0;
  let run = { ...EMPTY };
  /** Where the lines begin that go with code if it follows. */
  let lead = -1;
  const close = () => {
    if (run.code >= LEAST_LINES || (run.code > 0 && run.code + run.keys >= LEAST_SETTINGS)) {
      kept += `${text.slice(keptTo, run.start)}\n`;
      keptTo = run.end;
    }
    run = { ...EMPTY };
    lead = -1;
  };
  for (let start = 0; start < text.length; ) {
    const end = endOfLine(text, start);
    const look = lookAt(text, start, end);
    const isEmpty = run.code + run.keys === 0;
    if (look === 'code' || look === 'key') {
      if (isEmpty) run.start = lead >= 0 ? lead : start;
      if (look === 'code') run.code += 1;
      else run.keys += 1;
      run.end = end;
      run.between = 0;
    } else if (isEmpty) lead = look !== 'part' ? -1 : lead >= 0 ? lead : start;
    else if (look === 'part' && run.between === 0) run.end = end;
    else if (look === 'blank') run.between = Math.max(1, run.between);
    else if (look === 'words' || run.between === MOST_BETWEEN) close();
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
const CLASS = { space: 0, letter: 1, digit: 2, symbol: 3, colon: 4, quote: 5, other: 6, foreign: 7, comma: 8 } as const;
/** ASCII characters that stand inside of names, assignments, paths and calls, and hardly ever inside of a word. */
const SYMBOLS = '_=\\{}|$&@[]/(:';
const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (code <= 32) return CLASS.space;
  if (/[a-z]/i.test(character)) return CLASS.letter;
  if (/\d/.test(character)) return CLASS.digit;
  if (character === ':') return CLASS.colon;
  if (character === '"') return CLASS.quote;
  if (character === ',' || character === ';') return CLASS.comma;
  return SYMBOLS.includes(character) ? CLASS.symbol : CLASS.other;
});

/** Queries are written so, and hardly any sentence begins so. Not all of it in capitals: that would be shouting. */
const QUERY =
  /(?:SELECT|FROM|WHERE|(?:(?:LEFT|RIGHT|INNER|FULL|OUTER|CROSS) )+JOIN|JOIN|GROUP BY|ORDER BY|HAVING|LIMIT|UNION|INSERT INTO|DELETE FROM)\b(?! [A-Z ,.!?'-]*$)/my;
const IMPORT = /(?:import [\w.]+(?: as \w+)?|from [\w.]+ import [\w*, ]+|import .{1,80} from ['"].*);?$/my;
const COMMAND =
  /(?:sudo|docker|docker-compose|podman|kubectl|helm|apt|apt-get|yum|dnf|brew|pip3?|npm|npx|yarn|pnpm|git|curl|wget|cd|ls|cat|echo|export|chmod|chown|mkdir|rm|cp|mv|ssh|scp|tar|make|python3?|node|systemctl|service|ps|grep|sed|awk|psql|mysql|mysqldump|pg_dump|redis-cli) /y;
const OPENS_BLOCK = /(?:def|class|for|if|elif|while|with|except|async|function) /y;

function lookAt(text: string, start: number, end: number): Look {
  let [code, words, pieces, commas] = [0, 0, 0, 0];
  let [hasKey, hasOption] = [false, false];
  let first = start;
  let last: number = CLASS.space;
  for (let at = start; at < end; ) {
    while (at < end && classOf(text, at) === CLASS.space) at += 1;
    if (at === end) break;
    const from = at;
    if (pieces === 0) {
      first = from;
      if (isCapital(text, from) && isCapital(text, from + 1) && matchesAt(QUERY, text, from)) return 'code';
    }
    let [hasLetter, isForeign, isCode] = [false, false, false];
    last = CLASS.space;
    for (; at < end; at += 1) {
      const kind = classOf(text, at);
      if (kind === CLASS.space) break;
      if (kind === CLASS.letter) hasLetter = true;
      else if (kind === CLASS.foreign) isForeign = true;
      else if (kind === CLASS.colon && last === CLASS.quote) isCode = true;
      else if (kind === CLASS.symbol || kind === CLASS.colon)
        isCode ||=
          at > from && at + 1 < end && isInside(last) && isInside(classOf(text, at + 1)) && !isDoubled(text, at);
      else if (kind === CLASS.comma && at > from && at + 1 < end && isBorder(last, classOf(text, at + 1))) commas += 1;
      last = kind;
    }
    pieces += 1;
    if (isForeign) words += 1;
    else if (isCode && hasLetter) code += 1;
    else if (hasLetter && pieces === 1 && last === CLASS.colon) hasKey = true;
    else if (hasLetter) words += 1;
    if (pieces > 1 && isOption(text, from, at)) hasOption = true;
    if (words > code + MOST_WORDS) return 'words';
  }
  if (code > 0 && code >= words) return 'code';
  if (pieces === 0) return 'blank';
  // A row of a table: short cells, and no space behind what stands between them.
  if (commas >= 2 && 2 * pieces <= commas + 2) return 'code';
  const isLower = !isCapital(text, first);
  if (
    isLower &&
    words + code > 0 &&
    words + code <= pieces &&
    isStatement(text, first, end, { code, pieces, hasKey, hasOption })
  )
    return 'code';
  if (isLower && hasKey && pieces === 1) return 'key';
  if (isLower && pieces > 1 && matchesAt(IMPORT, text, first)) return pieces > 2 ? 'code' : 'part';
  const mayBeEither = words <= 1 && (pieces <= 1 || hasKey || code + words < pieces);
  if (!mayBeEither) return 'words';
  return isLower && (words + code === 0 || hasKey) ? 'part' : 'open';
}

type Pieces = { readonly code: number; readonly pieces: number; readonly hasKey: boolean; readonly hasOption: boolean };

/** A command with options, or a line that ends as statements do. */
function isStatement(text: string, start: number, end: number, { code, pieces, hasKey, hasOption }: Pieces): boolean {
  if (hasOption && matchesAt(COMMAND, text, start)) return true;
  if (text.startsWith('sudo ', start)) return true;
  let to = end;
  while (classOf(text, to - 1) === CLASS.space) to -= 1;
  const last = text[to - 1];
  if (last === '{') return code > 0 || pieces <= 4;
  if (last === ';') return code > 0 || hasKey;
  return code > 0 && last === ':' && matchesAt(OPENS_BLOCK, text, start);
}

function isCapital(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 65 && unit <= 90;
}

/** "-f", "--set", or a pipe. */
function isOption(text: string, from: number, to: number): boolean {
  const unit = text.charCodeAt(from);
  if (unit === PIPE) return to === from + 1;
  if (unit !== DASH || to === from + 1) return false;
  const isLong = text.charCodeAt(from + 1) === DASH;
  return isLong ? to > from + 2 && classOf(text, from + 2) === CLASS.letter : to === from + 2;
}

const DASH = 45;
const PIPE = 124;

/** Of emphasis: "__so__". */
function isDoubled(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== UNDERSCORE) return false;
  return text.charCodeAt(at - 1) === UNDERSCORE || text.charCodeAt(at + 1) === UNDERSCORE;
}

const UNDERSCORE = 95;

/** Whether a comma stands between two cells: not in "10,000". */
function isBorder(before: number, after: number): boolean {
  return after !== CLASS.space && before !== CLASS.comma && (before !== CLASS.digit || after !== CLASS.digit);
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
