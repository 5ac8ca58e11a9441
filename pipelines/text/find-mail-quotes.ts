import { HEADER_FIELDS, REPLY_HEADERS, SEPARATORS } from './mail-headers.ts';
import type { Span } from './replace-spans.ts';
import { endOfLine, matchesAt } from './scan-text.ts';

/** A header is sure when hardly anybody would write it by hand: what follows is quoted, though nothing marks it. */
type Header = Span & { readonly isSure: boolean };

/** Characters. */
const MAX_LINE = 200;
/** Of a block of fields. */
const MOST_FIELDS = 8;
/** Characters before its colon, with emphasis. */
const LONGEST_FIELD = 16;

const anyOf = (words: readonly string[]) => words.join('|');
const VERBS = anyOf(REPLY_HEADERS.map(([, verb]) => verb));
const ADDRESS = '(?:[<(\\[]|&lt;)[^\\s<>]+@[^\\s<>]+(?:[>)\\]]|&gt;)';
const WHOLE_WORD = '(?![\\p{L}\\p{N}])';
/** "On Monday, May 3, Ann wrote:" */
const REPLY = new RegExp(
  `^(?:${anyOf(REPLY_HEADERS.map(([begins, verb]) => `(?:${begins})[ ,].* (?:${verb})${WHOLE_WORD}`))})`,
  'iu',
);
/** "3 maj 2025 kl. 10:12 skrev Anna:", "Sat, 3 May 2025 10:12 Ann <ann@example.com>:" */
const DATE_FIRST = new RegExp(`^(?:\\p{L}{2,9}\\.?,? )?\\d.*(?: (?:${VERBS})${WHOLE_WORD}|${ADDRESS} ?:$)`, 'iu');
/** "Ann Bell <ann@example.com> wrote:" */
const NAME_FIRST = new RegExp(`^(?:\\S+ ){1,4}${ADDRESS},? (?:${VERBS})${WHOLE_WORD}`, 'iu');
const HAS_ADDRESS = /\S@\S/;
const HAS_TIME = /(?<![\d.])\d{1,2}(?:[:h]\d\d|\.\d\d(?![.\d]))/;
const HAS_DATE = /(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d\d/;

const SEPARATOR = new RegExp(`-{2,20}\\s*(?:${anyOf(SEPARATORS)})\\s*-{0,20}\\s*$`, 'iuy');
const [FROM, SENT, SUBJECT] = (['from', 'sent', 'subject'] as const).map(
  (field) => new RegExp(`\\*{0,4}(?:${anyOf(HEADER_FIELDS[field])})[\\s*]{0,4}:`, 'iuy'),
) as [RegExp, RegExp, RegExp];
/** Most lines begin with none of these. */
const FROM_BEGINS: ReadonlySet<number> = new Set(
  ['*', ...HEADER_FIELDS.from].flatMap((word) => [word.charCodeAt(0), word.toUpperCase().charCodeAt(0)]),
);

/**
 * The headers of mails that a mail answers, and what follows a sure one: from there on it is quoted, but where its lines are
 * marked one by one or nothing stands above. In order and apart.
 */
export function findMailQuotes(text: string): Span[] {
  if (!text.includes('\n') || !mayHoldHeader(text)) return [];
  const quotes: Span[] = [];
  let hasProse = false;
  let hadProse = false;
  let previous = -1;
  for (let start = 0; start < text.length; ) {
    const end = endOfLine(text, start);
    const header = findHeader(text, start, end, previous);
    previous = header === null ? start : -1;
    if (header === null) {
      hadProse = hasProse;
      hasProse ||= holdsProse(text.slice(start, end));
      start = end + 1;
      continue;
    }
    if (header.start < start) hasProse = hadProse;
    if (header.isSure && hasProse && !isMarked(text, header.end)) return [...quotes, { ...header, end: text.length }];
    quotes.push(header);
    start = header.end + 1;
  }
  return quotes;
}

/** Cheap: false of most texts. Every header has a colon at an end of a line or behind its first word, or dashes. */
function mayHoldHeader(text: string): boolean {
  if (text.includes('--')) return true;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    if (text.charCodeAt(at + 1) <= 32 && /^\s*?(?:\n|$)/.test(text.slice(at + 1, at + 4))) return true;
    const least = Math.max(0, at - LONGEST_FIELD);
    let start = at;
    while (start > least && text.charCodeAt(start - 1) !== NEWLINE) start -= 1;
    if ((start === 0 || start > least) && FROM_BEGINS.has(text.charCodeAt(start))) return true;
  }
  return false;
}

/** The header that ends in a line or is a block that begins there. It may have been broken behind the line before. */
function findHeader(text: string, start: number, end: number, previous: number): Header | null {
  const unit = text.charCodeAt(start);
  if (unit === DASH && end - start <= MAX_LINE && matchesAt(SEPARATOR, text.slice(start, end), 0))
    return { start, end, isSure: true };
  if (FROM_BEGINS.has(unit) && matchesAt(FROM, text, start)) return findBlock(text, start);
  if (end - start > MAX_LINE || !endsWithColon(text, start, end)) return null;
  const isSure = readReply(text.slice(start, end));
  if (isSure !== null) return { start, end, isSure };
  if (previous < 0 || end - previous > MAX_LINE) return null;
  const isBroken = readReply(text.slice(previous, end));
  return isBroken === null ? null : { start: previous, end, isSure: isBroken };
}

/** @returns whether the line is surely the header of a reply; null where it is none. */
function readReply(written: string): boolean | null {
  if (!/\d|@/.test(written)) return null;
  const line = written.replace(/\s+/g, ' ').trim();
  if (NAME_FIRST.test(line)) return true;
  const isDated = HAS_TIME.test(line) && HAS_DATE.test(line);
  if (REPLY.test(line)) return isDated || HAS_ADDRESS.test(line);
  return isDated && DATE_FIRST.test(line) ? true : null;
}

function findBlock(text: string, start: number): Header | null {
  let [isSent, hasSubject] = [false, false];
  let end = endOfLine(text, start);
  for (let count = 1; count < MOST_FIELDS && end < text.length && !(isSent && hasSubject); count += 1) {
    const next = end + 1;
    end = endOfLine(text, next);
    if (end - next > MAX_LINE) return null;
    isSent ||= matchesAt(SENT, text, next);
    hasSubject ||= matchesAt(SUBJECT, text, next);
  }
  return isSent && hasSubject ? { start, end, isSure: true } : null;
}

/** Whether the first line below that is not blank is marked as quoted. */
function isMarked(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return text[at] === '>' || text.startsWith('&gt;', at);
}

function holdsProse(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line) && !/^\s*(?:>|&gt;)/.test(line);
}

function endsWithColon(text: string, start: number, end: number): boolean {
  let at = end - 1;
  while (at >= start && (text.charCodeAt(at) <= 32 || text.charCodeAt(at) === NO_BREAK_SPACE)) at -= 1;
  return at >= start && text.charCodeAt(at) === COLON;
}

const COLON = 58;
const DASH = 45;
const NEWLINE = 10;
const NO_BREAK_SPACE = 160;
