import { dropPastedCode } from './drop-pasted-code.ts';
import { dropSignature } from './drop-signature.ts';
import { findLogs } from './find-logs.ts';
import { replaceQuotes } from './find-quotes.ts';
import { replaceSpans } from './replace-spans.ts';

/** Longer posts are cut: what a post is about stands at its beginning, and a pasted log must not cost minutes. */
const MAX_LENGTH = 12_000;

/** A part of a text, or a pattern. */
type Need = string | RegExp;

/** Stands where something was cut out of a sentence: words on its two sides are no phrase. */
export const GAP = '…';

/** One of `needs` stands in every match: most texts hold none, and looking for them is cheap. Without any, it is always looked for. */
type Rule = readonly [needs: readonly Need[], pattern: RegExp, replacement: string];

/** Code that is marked as such: nothing within is markup. */
const MARKED_CODE: readonly Rule[] = [
  [['```', '~~~'], /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)/g, '\n'],
  [['<'], /<(pre|code|script|style)\b[^>]{0,200}>[\s\S]*?(?:<\/\1>|$)/gi, '\n'],
];

/** What else is not the author's own words: quotes, links, mentions, mail headers, stack traces. In this order. */
const NOT_PROSE: readonly Rule[] = [
  [['Traceback'], /^.*Traceback \(most recent call last\)[\s\S]*?(?:\n\s*\n|$(?![\s\S]))/gm, '\n'],
  // Python's frames, each with its line of code below or, pasted without line breaks, behind it.
  [
    ['File '],
    /(?:File ["“”][^"“”\n]{1,300}["“”],? line \d+,?(?: in \S+)?(?:(?!File ["“”])[^\n]){0,160}(?:\n(?!\s*File ["“”]).{0,200})?\s*)+/g,
    ` ${GAP} `,
  ],
  [['['], /\[code\b[^\]\n]{0,120}\][\s\S]*?\[\/code\]/gi, '\n'],
  [['>', '&gt;'], /^[ \t]*(?:>|&gt;).*$/gm, '\n'],
  [['\n    ', /^ {4}/, '\t', '\r', '\u2028', '\u2029'], /^(?: {4}|\t).*[;{}()=<>\\|].*$/gm, '\n'],
  [
    [],
    /^\s*(?:at [\w$<>]+(?:\.[\w$<>]+)+ ?\(.*|File ".*", line \d+.*|Traceback \(most recent.*|(?:\d{4}-\d\d-\d\d|\[\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d)[T :,.\d].*|\S+ \|.*|npm ERR!.*|[$#] .*)$/gm,
    '\n',
  ],
  [[], /^(?:From: .*|Sent from my .*|Get Outlook for .*)$/gim, '\n'],
  [['--'], /^-- ?\n[\s\S]*$/m, '\n'],
  [[']('], /!?\[([^\]\n]{0,200})\]\([^()\s]{0,2000}(?:\s"[^"\n]*")?\)/g, ' $1 '],
  [[], /\b(?:https?|ftp):\/\/[^\s<>"')\]]+|\bwww\.[^\s<>"')\]]+/gi, ` ${GAP} `],
  [['@'], /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+/g, ` ${GAP} `],
  // Addresses written without their protocol; ".net" and ".io" are left alone, products are named so.
  [
    [/\.(?:com|org|gov|edu|html?|php)\b/i],
    /\b[\w-]{1,60}(?:\.[\w-]{1,60}){0,4}\.(?:com|org|gov|edu|html?|php)\b(?:\/[^\s<>"')\]]*)?/gi,
    ` ${GAP} `,
  ],
  [['@', '<'], /<a?:\w{1,64}:\d{5,25}>|<[@#][!&]?\d{5,25}>|(?<![\w`])@[\w.-]{2,40}/g, ' '],
  // Placeholders that exports leave where a part was removed.
  [['['], /\[(?:code|url|user|image|email|removed|deleted|attachment)\]/gi, ` ${GAP} `],
  [['<'], /<\/?[a-z][^<>\n]{0,300}>/gi, ' '],
  [['`'], /`([^`\n]{1,40})`/g, ' $1 '],
  [['`'], /`[^`\n]{1,400}`/g, ` ${GAP} `],
  [['&'], /&(?:amp|#38);/g, '&'],
  [['&'], /&(?:nbsp|#160|#x200b);/gi, ' '],
  [['&'], /&(?:quot|#34);/g, '"'],
  [['&'], /&(?:#39|apos|#x27);/gi, "'"],
  [['&'], /&[lg]t;/g, ' '],
];

/** Identifiers nobody says aloud: hashes, UUIDs, paths; and with base64, which is looked for where there is a run as long. */
const IDENTIFIERS = /\b(?=\w*\d)[\da-f]{8,}(?:-[\da-f]{4,})*\b|(?<!\w)(?:\/[\w.-]+){2,}\/?|\b[A-Z]:\\\S+/gi;
const LONG_IDENTIFIERS =
  /\b(?=\w*\d)[\da-f]{8,}(?:-[\da-f]{4,})*\b|\S{60,}|(?<!\w)(?:\/[\w.-]+){2,}\/?|\b[A-Z]:\\\S+/gi;

/** A text as short is tested for markup as a whole; a longer one hardly ever has none. */
const EASY_LENGTH = 300;
const MARKUP_SIGNS = /[`<>&@|~$#\]/={]/;
const MARKUP_WORDS = ['www.', 'Sent from', 'Outlook', 'Traceback', 'ERR!', '\n ', '\n\t', '\n-', '---'];

/** The author's prose. Used for features and titles only; quotes and evidence always come from the stored text. */
export function stripMarkup(text: string): string {
  let prose = text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
  if (prose.length <= EASY_LENGTH && !hasMarkup(prose)) return dropPastedCode(dropSignature(dropLogs(prose)));
  prose = replaceQuotes(replaceAll(prose, MARKED_CODE), () => '\n');
  prose = replaceAll(dropLogs(prose), NOT_PROSE);
  return stripIdentifiers(dropPastedCode(dropSignature(prose)));
}

/** Pasted code goes first: without the lines of a log in it, what is left might not look like code. */
function dropLogs(text: string): string {
  if (findLogs(text).length === 0) return text;
  const prose = dropPastedCode(text);
  return replaceSpans(prose, findLogs(prose), () => '');
}

function replaceAll(text: string, rules: readonly Rule[]): string {
  let prose = text;
  for (const [needs, pattern, replacement] of rules) {
    if (needs.length === 0 || needs.some((need) => isMet(need, prose))) prose = prose.replace(pattern, replacement);
  }
  return prose;
}

/** Cheap test for what needs none of the rules. Most of it looks for something that most texts do not hold at all. */
function hasMarkup(text: string): boolean {
  if (MARKUP_SIGNS.test(text) || MARKUP_WORDS.some((word) => text.includes(word))) return true;
  if (text.includes('.') && /\w\.(?:com|org|gov|edu|html?|php)\b/.test(text)) return true;
  if (text.includes(':') && (text.includes(':\n') || /\d\d:\d\d/.test(text))) return true;
  if (text.includes('File ') && /File ["“”]/.test(text)) return true;
  return holdsRun(text, 8, isHexDigit) || (holdsRun(text, 60, isNoAsciiSpace) && /\S{60}/.test(text));
}

function stripIdentifiers(prose: string): string {
  if (holdsRun(prose, 60, isNoAsciiSpace)) return prose.replace(LONG_IDENTIFIERS, ' ');
  const mayHold =
    prose.includes(':\\') ||
    (prose.includes('/') && /\/[\w.-]+\//.test(prose)) ||
    (/\d/.test(prose) && holdsRun(prose, 8, isHexDigit));
  return mayHold ? prose.replace(IDENTIFIERS, ' ') : prose;
}

function isMet(need: Need, text: string): boolean {
  return typeof need === 'string' ? text.includes(need) : need.test(text);
}

/**
 * Whether so many characters of a kind stand side by side. From the earliest place where a run can end it is looked for
 * backwards, so that most characters are never looked at.
 */
function holdsRun(text: string, length: number, isPart: (code: number) => boolean): boolean {
  let start = 0;
  while (start + length <= text.length) {
    let at = start + length - 1;
    while (at >= start && isPart(text.charCodeAt(at))) at -= 1;
    if (at < start) return true;
    start = at + 1;
  }
  return false;
}

function isHexDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

function isNoAsciiSpace(code: number): boolean {
  return code !== 32 && (code < 9 || code > 13);
}
