/** A word of a text: where it stands, as it is, and folded for comparing. Offsets in UTF-16 code units. */
export interface ErasedWord {
  readonly start: number;
  readonly end: number;
  readonly exact: string;
  readonly folded: string;
}

/**
 * Entities are no words. Scripts without blanks give one word a letter. What is put into words to defuse them (word
 * joiners, backslashes) neither ends a word nor counts.
 */
const WORD =
  /&(?:#\w+|[a-z]+\d*);|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|[\p{L}\p{N}](?:[\p{M}\p{Cf}]*(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}])*/giu;

export function readErasedWords(text: string): ErasedWord[] {
  const words: ErasedWord[] = [];
  for (const { 0: found, index } of text.matchAll(WORD)) {
    if (found.startsWith('&')) continue;
    const exact = found.replace(/\p{Cf}/gu, '').normalize('NFC');
    words.push({
      start: index,
      end: index + found.length,
      exact,
      folded: exact.normalize('NFKC').toLowerCase().normalize('NFKC'),
    });
  }
  return words;
}
