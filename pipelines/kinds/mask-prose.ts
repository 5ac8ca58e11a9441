import { findLogs } from '#pipelines/text/find-logs.ts';
import { replaceQuotes } from '#pipelines/text/find-quotes.ts';
import { replaceSpans } from '#pipelines/text/replace-spans.ts';

/** Stand for what is not the author's own prose. Private-use characters, so that no text can hold them by chance. */
const MASKS = { url: '\ue001', code: '\ue002', quote: '\ue003', user: '\ue004' } as const;

type Rule = {
  /** False of most texts, and cheaper than the pattern. */
  readonly mayMatch: (text: string) => boolean;
  readonly pattern: RegExp;
  readonly mask: string;
  readonly isBlock?: boolean;
};

const holds =
  (...parts: readonly string[]) =>
  (text: string) =>
    parts.some((part) => text.includes(part));

const holdsIndentedLine = holds('\n    ', '\t', '\r    ', '\u2028    ', '\u2029    ');
const holdsTraceMark = holds(':', '$ ', '# ', 'ERR!', 'File "', 'Traceback');
const holdsCallOrDate = holds('(', '-');
const isIndented = (text: string) => text.startsWith('    ') || holdsIndentedLine(text);
// Every text holds many blanks: " at " is slow to look for.
const isTraced = (text: string) => holdsTraceMark(text) || (holdsCallOrDate(text) && text.includes(' at '));

/** Code that is marked as such: nothing within is markup. */
const MARKED_CODE: readonly Rule[] = [
  {
    ...{ mayMatch: holds('```', '~~~'), mask: MASKS.code, isBlock: true },
    pattern: /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)/g,
  },
  {
    ...{ mayMatch: holds('<pre', '<code', '<script', '<style'), mask: MASKS.code, isBlock: true },
    pattern: /<(pre|code|script|style)\b[^>]{0,200}>[\s\S]*?(?:<\/\1>|$)/g,
  },
];

const RULES: readonly Rule[] = [
  { mayMatch: holds('>', '&gt;'), mask: MASKS.quote, isBlock: true, pattern: /^[ \t]*(?:>|&gt;).*$/gm },
  {
    ...{ mayMatch: isIndented, mask: MASKS.code, isBlock: true },
    pattern: /^(?: {4}|\t).*[;{}()=<>\\|].*$/gm,
  },
  {
    ...{ mayMatch: isTraced, mask: MASKS.code, isBlock: true },
    pattern:
      /^[ \t]*(?:at [\w$<>]+(?:\.[\w$<>]+)+ ?\(.*|File ".*", line \d+.*|Traceback \(most recent.*|(?:\d{4}-\d\d-\d\d|\[\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d)[T :,.\d].*|npm ERR!.*|[$#] \S.*)$/gm,
  },
  { mayMatch: holds('`', '[code]'), mask: MASKS.code, pattern: /`[^`\n]{1,400}`|\[code\]/g },
  {
    ...{ mayMatch: holds('://', 'www.', '[url]', '[image]', '[attachment]'), mask: MASKS.url },
    pattern: /\b(?:https?|ftp):\/\/[^\s<>"')\]]+|\bwww\.[^\s<>"')\]]+|\[(?:url|image|attachment)\]/gi,
  },
  { mayMatch: holds('@'), mask: MASKS.url, pattern: /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+/g },
  {
    ...{ mayMatch: holds('@', '<:', '<a:', '<#', '[user]'), mask: MASKS.user },
    pattern: /<a?:\w{1,64}:\d{5,25}>|<[@#][!&]?\d{5,25}>|(?<![\w`])@[\w.-]{2,40}|\[user\]/g,
  },
  { mayMatch: holds('<'), mask: ' ', pattern: /<\/?[a-z][^<>\n]{0,300}>/gi },
];

/**
 * Replaces code, quotes, traces, links and mentions by one mask each, filled up with spaces: the result is as long as the
 * text, so that a place in one is the same place in the other.
 */
export function maskProse(text: string): string {
  const unquoted = replaceQuotes(maskAll(text, MARKED_CODE), (quote) => maskBlock(quote, MASKS.quote));
  const spoken = replaceSpans(unquoted, findLogs(unquoted), (line) => maskBlock(line, MASKS.code));
  return maskAll(spoken, RULES);
}

function maskAll(text: string, rules: readonly Rule[]): string {
  let masked = text;
  for (const { mayMatch, pattern, mask, isBlock } of rules) {
    if (!mayMatch(masked)) continue;
    masked = masked.replace(pattern, (match) =>
      isBlock ? maskBlock(match, mask) : mask + ' '.repeat(match.length - 1),
    );
  }
  return masked;
}

function maskBlock(block: string, mask: string): string {
  return block.length < 2 ? mask : `${mask}${' '.repeat(block.length - 2)}\n`;
}
