import { createTextTable } from '#pipelines/numerics/text-table.ts';
import { isAscii } from '#pipelines/text/is-ascii.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';

/** The different stems of a piece of a post, in a language; words that no post of it was made of are left out. */
export type ReadStems = (text: string, language: string) => Set<number>;

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’](?=\p{L}))*/gu;
/** The same for text of ASCII characters in lower case, several times as fast. */
const ASCII_WORD = /[a-z\d](?:[a-z\d]|'(?=[a-z]))*/g;
const SEGMENTED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Mymr}]/u;

/** Looks words up instead of stemming them again: whatever has a stem stands in some post. */
export function createStemReader(tokenised: TokenisedPosts): ReadStems {
  const numberOf = createTextTable(tokenised.words);
  const byLanguage = new Map<string, Int32Array>();
  for (const [post, language] of tokenised.languages.entries()) {
    let stemOf = byLanguage.get(language);
    if (stemOf === undefined) {
      stemOf = new Int32Array(tokenised.words.length).fill(BREAK);
      byLanguage.set(language, stemOf);
    }
    for (let i = tokenised.offsets[post] ?? 0; i < (tokenised.offsets[post + 1] ?? 0); i += 1) {
      const stem = tokenised.stems[i] ?? BREAK;
      if (stem !== BREAK) stemOf[tokenised.wordNumbers[i] ?? 0] = stem;
    }
  }
  const segmenters = new Map<string, Intl.Segmenter>();
  return (text, language) => {
    const stems = new Set<number>();
    const stemOf = byLanguage.get(language);
    if (stemOf === undefined) return stems;
    for (const word of splitWords(text, language)) {
      const stem = stemOf[numberOf(word)] ?? BREAK;
      if (stem !== BREAK) stems.add(stem);
    }
    return stems;
  };

  function splitWords(text: string, language: string): Iterable<string> {
    if (isAscii(text)) return text.toLowerCase().match(ASCII_WORD) ?? [];
    const plain = text.normalize('NFKC').replace(/[’ʼ]/g, "'").toLowerCase();
    return SEGMENTED.test(plain) ? segment(plain, language) : (plain.match(WORD) ?? []);
  }

  function* segment(text: string, language: string): Generator<string> {
    const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
    segmenters.set(language, segmenter);
    for (const part of segmenter.segment(text)) if (part.isWordLike) yield part.segment;
  }
}
