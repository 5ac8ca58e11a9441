import { stem } from '#pipelines/text/stem.ts';
import { foldText, UNSPACED } from './fold-text.ts';
import type { QueryTerm } from './parse-query.ts';

/** UTF-16 code units of a text; the end is exclusive. */
export type Span = readonly [start: number, end: number];

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** One letter of a script without blanks, or a run of any others. */
const PIECE = new RegExp(`${UNSPACED.source}|[^${UNSPACED.source.slice(1, -1)}]+`, 'gu');

type Piece = { readonly folded: string; readonly stem: string; readonly span: Span };

/** Tells where the words of a query stand in texts, as the search found them: by their stems, phrases in their order. */
export function createHitFinder(terms: readonly QueryTerm[]): (text: string) => Span[] {
  const wanted = terms
    .filter(({ isExcluded }) => !isExcluded)
    .map(({ text, isPrefix }) => ({ pieces: splitWords(text), isPrefix }))
    .filter(({ pieces }) => pieces.length > 0);
  return (text) => {
    if (wanted.length === 0) return [];
    const words = splitWords(text);
    const spans: Span[] = [];
    for (let at = 0; at < words.length; at += 1) {
      for (const { pieces, isPrefix } of wanted) {
        const last = at + pieces.length - 1;
        const first = words[at];
        const end = words[last];
        if (first && end && pieces.every((piece, i) => fits(words[at + i], piece, isPrefix && at + i === last))) {
          spans.push([first.span[0], end.span[1]]);
        }
      }
    }
    return joinSpans(spans);
  };
}

function fits(word: Piece | undefined, wanted: Piece, isPrefix: boolean): boolean {
  if (!word) return false;
  return word.stem === wanted.stem || (isPrefix && word.folded.startsWith(wanted.folded));
}

function splitWords(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!UNSPACED.test(word)) {
      pieces.push(toPiece(word, index));
      continue;
    }
    for (const { 0: part, index: offset } of word.matchAll(PIECE)) pieces.push(toPiece(part, index + offset));
  }
  return pieces;
}

function toPiece(word: string, start: number): Piece {
  const folded = foldText(word);
  return { folded, stem: stem(folded, 'en'), span: [start, start + word.length] };
}

/** In their order, those that touch or overlap as one. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: [number, number][] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
