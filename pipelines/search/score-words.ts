import { stem } from '#pipelines/text/stem.ts';
import { foldText, UNSPACED } from './fold-text.ts';
import type { QueryTerm } from './parse-query.ts';

/** The words of a title or a list of terms, ready to be searched; see `prepareWords`. */
export type PreparedWords = { readonly folded: string; readonly stems: ReadonlySet<string> };

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

export function prepareWords(text: string): PreparedWords {
  const words = foldText(text).match(WORD) ?? [];
  // Blanks at both ends let a word's beginning and a whole phrase be looked for as text.
  return { folded: ` ${words.join(' ')} `, stems: new Set(words.map((word) => stem(word, 'en'))) };
}

const TITLE_WEIGHT = 4;

/**
 * How well a title and its terms fit a query: each of its words found in the title weighs four times one found in the
 * terms. Null when a word is in neither, or one that must not be there is.
 */
export function scoreWords(
  terms: readonly QueryTerm[],
  { title, rest }: { title: PreparedWords; rest: PreparedWords },
): number | null {
  let score = 0;
  for (const term of terms) {
    const weight = stands(title, term) ? TITLE_WEIGHT : stands(rest, term) ? 1 : 0;
    if (weight > 0 === term.isExcluded) return null;
    score += weight;
  }
  return score / (1 + Math.log(1 + title.stems.size));
}

function stands({ folded, stems }: PreparedWords, { text, isPrefix }: QueryTerm): boolean {
  const words = foldText(text).match(WORD) ?? [];
  const phrase = words.join(' ');
  if (UNSPACED.test(phrase)) return folded.replaceAll(' ', '').includes(phrase.replaceAll(' ', ''));
  if (words.length > 1) return folded.includes(` ${phrase} `);
  return stems.has(stem(phrase, 'en')) || (isPrefix && folded.includes(` ${phrase}`));
}
