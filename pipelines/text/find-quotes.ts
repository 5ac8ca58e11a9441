import { findMailQuotes } from './find-mail-quotes.ts';
import { replaceSpans, type Span } from './replace-spans.ts';

const TAG =
  /<(\/?)(blockquote|div|aside|section|table|details)\b([^<>]{0,400})>|\[(\/?)(quote)\b[^\]\n]{0,120}\](?!\()/gi;
const CLASS = /\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;
/** What forums and mail programs call an element with the words of somebody else. A `pull-quote` is the author's own. */
const QUOTE_CLASS =
  /^(?:(?:gmail|yahoo|protonmail|tutanota|bbcode|bbc|bb|forum|post|comment|message|reply|e?mail)[_-])?(?:quote[ds]?|quote[_-]?(?:box|block|body|container|content|header|title|text))$|^(?:bbcodeblock--quote|ipsquote|gmail_quote_container|gmail_attr|moz-cite-prefix)$/i;

/** The parts of a text that it quotes by tags of HTML or of forums, in order and apart; those within another are part of it. */
export function findQuotes(text: string): Span[] {
  const mayQuote = text.includes('<') || text.includes('[');
  if (!mayQuote || !/<(?:blockquote|div|aside|section|table|details)\b|\[quote\b/i.test(text)) return [];
  const quotes: Span[] = [];
  let open: { readonly name: string; readonly start: number; depth: number; end: number } | null = null;
  for (const match of text.matchAll(TAG)) {
    const name = (match[2] ?? `[${match[5]}`).toLowerCase();
    const isClosing = (match[1] ?? match[4]) === '/';
    if (open === null) {
      const isQuote = name === 'blockquote' || name === '[quote' || isOfQuote(match[3] ?? '');
      if (isQuote && !isClosing) open = { name, start: match.index, depth: 1, end: -1 };
    } else if (open.name === name) {
      open.depth += isClosing ? -1 : 1;
      if (isClosing) open.end = match.index + match[0].length;
      if (open.depth === 0) {
        quotes.push({ start: open.start, end: open.end });
        open = null;
      }
    }
  }
  // One that is never closed reaches to its last closing tag, an element without any to the end.
  if (open !== null && open.end >= 0) quotes.push({ start: open.start, end: open.end });
  else if (open !== null && open.name !== '[quote') quotes.push({ start: open.start, end: text.length });
  return quotes;
}

function isOfQuote(attributes: string): boolean {
  const [, ...values] = CLASS.exec(attributes) ?? [];
  const classes = values.find((value) => value !== undefined) ?? '';
  return classes.split(/\s+/).some((name) => QUOTE_CLASS.test(name));
}

/** The text with its quotes, those of mails too, replaced by what `replace` makes of each. */
export function replaceQuotes(text: string, replace: (quote: string) => string): string {
  const own = replaceSpans(text, findQuotes(text), replace);
  return replaceSpans(own, findMailQuotes(own), replace);
}
