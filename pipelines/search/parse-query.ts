/** One thing that must stand in a post, or must not. */
export type QueryTerm = {
  /** As typed, without quotes and sign. */
  readonly text: string;
  readonly isExcluded: boolean;
  /** Whether a word may go on after it: the last word of what is still being typed. */
  readonly isPrefix: boolean;
};

const MAX_TERMS = 12;
const TERM = /(?<sign>-?)(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/g;
const HAS_LETTER = /[\p{L}\p{N}]/u;

/**
 * What someone typed into a search field: words that must all be there, `"words in this order"`, `-without`. What holds
 * neither letter nor digit is left out; beyond twelve terms nothing is read.
 */
export function parseQuery(typed: string): QueryTerm[] {
  const terms: QueryTerm[] = [];
  for (const { groups, index, 0: whole } of typed.matchAll(TERM)) {
    const { sign, phrase, word } = groups ?? {};
    const text = (phrase ?? word ?? '').trim();
    if (!HAS_LETTER.test(text)) continue;
    const isLast = index + whole.length === typed.length;
    terms.push({ text, isExcluded: sign === '-', isPrefix: isLast && phrase === undefined && sign !== '-' });
    if (terms.length === MAX_TERMS) break;
  }
  return terms;
}
