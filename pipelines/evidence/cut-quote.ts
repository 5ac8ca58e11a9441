import type { PostVersion } from './hash-version.ts';

/** A span of one stored version of a post. It never holds words of its own: they are always read from the version. */
export interface Quote {
  readonly postId: number;
  /** UTF-16 code units into the version's text; `endOffset` is exclusive. */
  readonly startOffset: number;
  readonly endOffset: number;
  /** Names the version the span was cut from. */
  readonly contentHash: string;
  readonly permalink: string | null;
}

/** `character-split`: an end of the span falls inside a character as people see it (an emoji, an accented letter). */
export type CutFault = 'empty' | 'out-of-range' | 'character-split';
export type CutResult = { readonly ok: true; readonly quote: Quote } | { readonly ok: false; readonly fault: CutFault };

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

export function cutQuote(
  post: { readonly id: number; readonly permalink: string | null; readonly version: PostVersion },
  { startOffset, endOffset }: { readonly startOffset: number; readonly endOffset: number },
): CutResult {
  const { text, contentHash } = post.version;
  const fault = findCutFault(text, startOffset, endOffset);
  if (fault) return { ok: false, fault };
  return { ok: true, quote: { postId: post.id, startOffset, endOffset, contentHash, permalink: post.permalink } };
}

/** Why a span of `text` cannot be a quote; null when it can. */
export function findCutFault(text: string, startOffset: number, endOffset: number): CutFault | null {
  const isInside = Number.isSafeInteger(startOffset) && Number.isSafeInteger(endOffset);
  if (!isInside || startOffset < 0 || endOffset > text.length || startOffset > endOffset) return 'out-of-range';
  if (text.slice(startOffset, endOffset).trim() === '') return 'empty';
  if (!isCharacterBoundary(text, startOffset) || !isCharacterBoundary(text, endOffset)) return 'character-split';
  return null;
}

function isCharacterBoundary(text: string, offset: number): boolean {
  if (offset === 0 || offset === text.length) return true;
  return graphemes.segment(text).containing(offset)?.index === offset;
}
