import type { DefusedKind } from './defused.ts';

/**
 * A place where a tracker would turn plain words into something that acts: a ping, a backlink, a closed issue.
 * `break`: the words are harmless once an invisible space follows them. `code`: they have to stand in a code span.
 */
export interface LiveSpan {
  readonly index: number;
  readonly text: string;
  readonly form: 'break' | 'code';
  /** Null where nothing would happen, but the tracker would change how the words look (`:smile:`). */
  readonly kind: DefusedKind | null;
  /** What the manager is shown: the whole call, where `text` is only its first sign. */
  readonly excerpt: string;
}

// Trackers read these without Unicode rules, so ASCII word characters are spelled out: `\b` and the `i` flag would
// take other letters for word characters and miss a call that stands next to one.
const LIVE = new RegExp(
  [
    '(?<url>(?:[Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp]):\\/\\/[^\\s<>`|]+|[Ww][Ww][Ww]\\.[^\\s<>`|]*|[Gg][Ii][Tt][Hh][Uu][Bb]\\.[Cc][Oo][Mm]\\/[^\\s<>`|]+)',
    '(?<at>@)(?=\\S)',
    '(?<hash>#)(?=[\\p{L}\\p{N}_])',
    '(?<gh>(?<![0-9A-Za-z_])[Gg][Hh]-)(?=\\d)',
    '(?<hex>(?<![0-9A-Za-z_])[0-9A-Fa-f]{7,40}(?![0-9A-Za-z_]))',
    '(?<emoji>:)(?=[0-9A-Za-z_+-]+:)',
  ].join('|'),
  'gu',
);
/** Punctuation that ends a sentence rather than an address. */
const AFTER_URL = /[.,;:!?'")\]}*_~\\]+$/;
const CLOSING = /(?<![0-9A-Za-z_])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t]+(?:[\w.-]+\/[\w.-]+)?$/i;
const REFERRING_URL = /github\.[^/]*\/.*\/(?:issues|pull|pulls|commit|commits|compare|discussions)(?:\/|$)/i;

export function findLiveSpans(text: string): LiveSpan[] {
  const spans: LiveSpan[] = [];
  let end = 0;
  for (const match of text.matchAll(LIVE)) {
    const groups = match.groups as Record<'url' | 'at' | 'hash' | 'gh' | 'hex' | 'emoji', string | undefined>;
    const { index } = match;
    const before = text.slice(Math.max(0, index - 100), index);
    const after = text.slice(index, index + 100);
    let span: LiveSpan;
    if (groups.url !== undefined) span = urlSpan(groups.url, index, text.slice(end, index));
    else if (groups.at !== undefined) span = atSpan(index, before, after);
    else if (groups.hex !== undefined) span = codeSpan(groups.hex, index);
    else if (groups.emoji !== undefined) span = { index, text: ':', form: 'break', kind: null, excerpt: ':' };
    else span = numberSpan(match[0], index, before, after);
    spans.push(span);
    end = span.index + span.text.length;
  }
  return spans;
}

function urlSpan(url: string, at: number, before: string): LiveSpan {
  // Letters that touch the address go into the code span too: left outside they would become a word of their own.
  const touching = /[0-9A-Za-z_]{0,200}$/.exec(before)?.[0] ?? '';
  const index = at - touching.length;
  const text = touching + (url.replace(AFTER_URL, '') || url);
  // `www.` with nothing behind it is a link to GitHub, and hardly an address to a reader.
  if (/^www$/i.test(text)) return { index, text, form: 'break', kind: null, excerpt: text };
  const isReference = REFERRING_URL.test(text);
  return { index, text, form: 'code', kind: isReference ? referenceKind(before) : 'link', excerpt: text };
}

function atSpan(index: number, before: string, after: string): LiveSpan {
  const name = /^@[\p{L}\p{N}_][\p{L}\p{N}_-]*(?:\/[\w-]+)?/u.exec(after)?.[0];
  const address = /[\w.+-]+$/.exec(before)?.[0];
  const isAddress = address !== undefined && /^@[\w-]+\./.test(after);
  if (!isAddress) return { index, text: '@', form: 'break', kind: name ? 'mention' : null, excerpt: name ?? '@' };
  return { index, text: '@', form: 'break', kind: 'link', excerpt: `${address}${/^@[\w.-]*/.exec(after)?.[0]}` };
}

function numberSpan(text: string, index: number, before: string, after: string): LiveSpan {
  const number = /^(?:#|[Gg][Hh]-)\d+/.exec(after)?.[0];
  // `#word` is a tag on other platforms and nothing on GitHub: kept from acting, but not worth telling.
  if (number === undefined) return { index, text, form: 'break', kind: null, excerpt: text };
  const place = /[\w.-]+(?:\/[\w.-]+)?$/.exec(before)?.[0] ?? '';
  return { index, text, form: 'break', kind: referenceKind(before), excerpt: `${place}${number}` };
}

function codeSpan(text: string, index: number): LiveSpan {
  // Numbers of seven and more digits are legal commit names too, but to a reader they are numbers.
  const kind = /^\d+$/.test(text) ? null : 'commit';
  return { index, text, form: 'code', kind, excerpt: text };
}

function referenceKind(before: string): DefusedKind {
  return CLOSING.test(before) ? 'closing-keyword' : 'reference';
}
