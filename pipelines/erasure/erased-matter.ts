import { createHash } from 'node:crypto';
import { readErasedWords } from './read-erased-words.ts';

/** So many words in a row stand in a text by chance too rarely to care. */
export const RUN_LENGTH = 4;

/**
 * What was erased, as keys: `w4:` and four words in a row, `n2:` and a name of two words, `u1:` and an address. Hashed
 * keys name the same matter without telling it.
 */
export interface ErasedMatter {
  readonly keys: ReadonlySet<string>;
  readonly isHashed: boolean;
}

export interface ErasedTexts {
  /** Whole texts: every run of words of theirs counts, or all of a shorter one. */
  readonly texts: readonly string[];
  /** Counts as a whole only, however short. */
  readonly phrases: readonly string[];
  /** By their exact spelling. */
  readonly names: readonly string[];
  readonly urls: readonly string[];
}

export function gatherErased({ texts, phrases, names, urls }: ErasedTexts): ErasedMatter {
  const keys = new Set<string>();
  for (const text of texts) {
    const words = readErasedWords(text).map(({ folded }) => folded);
    const length = Math.min(RUN_LENGTH, words.length);
    for (let i = 0; length > 0 && i + length <= words.length; i += 1) keys.add(wordKey(words.slice(i, i + length)));
  }
  for (const phrase of phrases) {
    const words = readErasedWords(phrase).map(({ folded }) => folded);
    if (words.length > 0) keys.add(wordKey(words));
  }
  for (const name of names) {
    const words = readErasedWords(name).map(({ exact }) => exact);
    if (words.length > 0) keys.add(nameKey(words));
  }
  for (const url of urls) keys.add(urlKey(url));
  return { keys, isHashed: false };
}

/** The keys as they may be stored: whoever reads them learns no word. */
export function hashErased({ keys }: ErasedMatter): string[] {
  return [...keys].map(hashKey).sort();
}

export function readHashed(fingerprints: readonly string[]): ErasedMatter {
  return { keys: new Set(fingerprints), isHashed: true };
}

export function hashKey(key: string): string {
  const end = key.indexOf(':');
  return `${key.slice(0, end)}:${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
}

export function wordKey(folded: readonly string[]): string {
  return `w${folded.length}:${folded.join(' ')}`;
}

export function nameKey(exact: readonly string[]): string {
  return `n${exact.length}:${exact.join(' ')}`;
}

export function urlKey(url: string): string {
  return `u1:${URL.canParse(url) ? new URL(url).href : url}`;
}
