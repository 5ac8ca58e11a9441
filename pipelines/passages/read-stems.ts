import { findNumber, type KeyTable } from '#pipelines/numerics/key-table.ts';
import { findText } from '#pipelines/numerics/text-table.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import type { Passage } from './split-passages.ts';

/**
 * The different stems of a masked text that is written in a language, in the order in which they are said; words that no post
 * of it was made of are left out. Valid until the next call.
 */
export type StemReader = {
  readonly ofPassage: (text: string, passage: Passage, language: string) => Int32Array;
  /** All that its passages may say; null for a text whose words may be others than its passages' words. */
  readonly ofText: (text: string, language: string) => Int32Array | null;
};

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’](?=\p{L}))*/gu;
const SEGMENTED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Mymr}]/u;
const APOSTROPHE = 39;
const LETTER_A = 97;
/** ASCII letters, in lower case, and digits by their codes; 0 for what is no part of a word. */
const WORD_CODES = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[a-z\d]/i.test(character) ? character.toLowerCase().charCodeAt(0) : 0;
});

/** Of tokenised posts what reading stems takes. */
export type ReadableStems = Pick<TokenisedPosts, 'offsets' | 'stems' | 'wordNumbers' | 'languages'> & {
  readonly vocabulary: { readonly length: number };
  readonly words: { readonly length: number };
};

/**
 * Looks words up instead of stemming them again: whatever has a stem stands in some post.
 *
 * @param table of the words.
 */
export function createStemReader(tokenised: ReadableStems, table: KeyTable): StemReader {
  const stemsByLanguage = collectStems(tokenised);
  const none = new Int32Array(tokenised.words.length);
  const segmenters = new Map<string, Intl.Segmenter>();
  // Arrays are faster to go through than strings.
  let units = new Uint16Array(1 << 14);
  const said = new Int32Array(tokenised.vocabulary.length);
  const last = new Int32Array(tokenised.vocabulary.length);
  let visit = 0;
  let count = 0;

  return {
    ofPassage(text, passage, language) {
      const stemOf = stemsByLanguage.get(language) ?? none;
      if (!readAscii(text, passage, stemOf)) readOthers(text.slice(passage.start, passage.end), language, stemOf);
      return said.subarray(0, count);
    },
    ofText(text, language) {
      const isRead = readAscii(text, { start: 0, end: text.length }, stemsByLanguage.get(language) ?? none);
      return isRead ? said.subarray(0, count) : null;
    },
  };

  function begin(): void {
    visit += 1;
    count = 0;
  }

  function say(stem: number): void {
    if (stem === BREAK || last[stem] === visit) return;
    last[stem] = visit;
    said[count] = stem;
    count += 1;
  }

  function readOthers(text: string, language: string, stemOf: Int32Array): void {
    begin();
    for (const word of splitWords(text, language)) say((stemOf[findText(table, word)] ?? 0) - 1);
  }

  /** What `WORD` finds in lower case, without making the words; false where there is more than ASCII and masks. */
  function readAscii(text: string, { start, end }: Passage, stemOf: Int32Array): boolean {
    begin();
    const length = end - start;
    if (units.length <= length) units = new Uint16Array(2 * length);
    const from = units;
    for (let at = 0; at < length; at += 1) {
      const unit = text.charCodeAt(start + at);
      if (unit > 127 && !isMask(unit)) return false;
      from[at] = unit;
    }
    from[length] = 0;
    // `hashText` and `hashTextOtherwise` of a word, as far as it is read.
    let left = 0;
    let right = 0;
    let isInside = false;
    for (let at = 0; at < length; at += 1) {
      const unit = from[at]!;
      let code = WORD_CODES[unit] ?? 0;
      if (code === 0) {
        if (!isInside) continue;
        if (unit === APOSTROPHE && (WORD_CODES[from[at + 1]!] ?? 0) >= LETTER_A) code = unit;
        else {
          say((stemOf[findNumber(table, left, right)] ?? 0) - 1);
          isInside = false;
          continue;
        }
      } else if (!isInside) {
        isInside = true;
        left = 0x811c9dc5 | 0;
        right = 0x3243f6a8;
      }
      left = Math.imul(left ^ code, 0x01000193);
      right = (Math.imul(right, 0x5bd1e995) + code) | 0;
    }
    if (isInside) say((stemOf[findNumber(table, left, right)] ?? 0) - 1);
    return true;
  }

  function splitWords(text: string, language: string): Iterable<string> {
    const plain = text.normalize('NFKC').replace(/[’ʼ]/g, "'").toLowerCase();
    return SEGMENTED.test(plain) ? segment(plain, language) : (plain.match(WORD) ?? []);
  }

  function* segment(text: string, language: string): Generator<string> {
    const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
    segmenters.set(language, segmenter);
    for (const part of segmenter.segment(text)) if (part.isWordLike) yield part.segment;
  }
}

/** For each language the stem of each word + 1, by word number; 0 where no post of it has that word as one of matter. */
function collectStems({ words, languages, offsets, stems, wordNumbers }: ReadableStems): Map<string, Int32Array> {
  const byLanguage = new Map<string, Int32Array>();
  for (const [post, language] of languages.entries()) {
    let stemOf = byLanguage.get(language);
    if (stemOf === undefined) {
      stemOf = new Int32Array(words.length);
      byLanguage.set(language, stemOf);
    }
    const end = offsets[post + 1] ?? 0;
    for (let i = offsets[post] ?? 0; i < end; i += 1) {
      const stem = stems[i] ?? BREAK;
      if (stem !== BREAK) stemOf[wordNumbers[i] ?? 0] = stem + 1;
    }
  }
  return byLanguage;
}

/** See `maskProse`. */
function isMask(code: number): boolean {
  return code >= 0xe001 && code <= 0xe004;
}
