import type { Span } from './find-hits.ts';

export type Snippet = { readonly text: string; readonly hits: readonly Span[] };

/** Read before the first hit, so that it stands in a sentence. */
const LEAD = 60;
const BLANK = /\s/;

/** The part of a text that shows its first hit, at most `maxLength` UTF-16 code units; its own beginning without hits. */
export function cutSnippet(text: string, hits: readonly Span[], maxLength: number): Snippet {
  const first = hits[0]?.[0] ?? 0;
  const start = first > 2 * LEAD ? nextWord(text, first - LEAD, first) : 0;
  const end = keepWhole(text, Math.min(text.length, start + maxLength));
  const lead = start > 0 ? '…' : '';
  const shift = lead.length - start;
  const inside = hits.filter(([from, to]) => from >= start && to <= end);
  const rest = end < text.length ? '…' : '';
  return {
    text: lead + text.slice(start, end) + rest,
    hits: inside.map(([from, to]) => [from + shift, to + shift] as const),
  };
}

function nextWord(text: string, from: number, before: number): number {
  for (let at = from; at < before; at += 1) if (BLANK.test(text[at] ?? '')) return at + 1;
  return keepWhole(text, from);
}

/** A character outside the basic plane (an emoji, say) is never cut in half. */
function keepWhole(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return at < text.length && code >= 0xd800 && code <= 0xdbff ? at - 1 : at;
}
