import { type ErasedMatter, hashKey, nameKey, urlKey, wordKey } from './erased-matter.ts';
import { type ErasedWord, readErasedWords } from './read-erased-words.ts';

export interface ErasedSpan {
  readonly start: number;
  readonly end: number;
  readonly type: 'words' | 'name' | 'url';
  /** The words folded, one blank between two; of an address, itself. */
  readonly words: string;
}

const ADDRESS = /https?:\/\/[^\s<>()"'\\\]]+/g;

/** Where erased matter stands in a text, in order; runs of words that touch are one span. */
export function findErased(text: string, { keys, isHashed }: ErasedMatter): ErasedSpan[] {
  if (keys.size === 0) return [];
  const has = (key: string) => keys.has(isHashed ? hashKey(key) : key);
  const urls: ErasedSpan[] = [];
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const url = found.replace(/[.,;:!?*_]+$/, '');
    if (has(urlKey(url))) urls.push({ start: index, end: index + url.length, type: 'url', words: url });
  }
  const words = readErasedWords(text);
  const marked = markWords(words, has, readLengths(keys));
  const spans: ErasedSpan[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const type = marked[i];
    if (!type) continue;
    let last = i;
    while (marked[last + 1] === type) last += 1;
    const [from, to] = [words[i], words[last]];
    if (from && to) {
      const folded = words.slice(i, last + 1).map((word) => word.folded);
      spans.push({ start: from.start, end: to.end, type, words: folded.join(' ') });
    }
    i = last;
  }
  return dropOverlapped(urls, spans);
}

function markWords(
  words: readonly ErasedWord[],
  has: (key: string) => boolean,
  lengths: Lengths,
): ('words' | 'name' | undefined)[] {
  const marked: ('words' | 'name' | undefined)[] = new Array(words.length);
  for (let i = 0; i < words.length; i += 1) {
    for (const length of lengths.names) {
      const run = words.slice(i, i + length);
      if (run.length === length && has(nameKey(run.map(({ exact }) => exact)))) marked.fill('name', i, i + length);
    }
    for (const length of lengths.words) {
      const run = words.slice(i, i + length);
      if (run.length === length && has(wordKey(run.map(({ folded }) => folded)))) marked.fill('words', i, i + length);
    }
  }
  return marked;
}

interface Lengths {
  readonly words: readonly number[];
  readonly names: readonly number[];
}
/** There may be a hundred thousand keys, and as many texts to look through for them. */
const known = new WeakMap<ReadonlySet<string>, Lengths>();

function readLengths(keys: ReadonlySet<string>): Lengths {
  const found = known.get(keys) ?? listLengths(keys);
  known.set(keys, found);
  return found;
}

function listLengths(keys: ReadonlySet<string>): Lengths {
  const lengths = { words: new Set<number>(), names: new Set<number>() };
  for (const key of keys) {
    const length = Number.parseInt(key.slice(1), 10);
    if (key.startsWith('w')) lengths.words.add(length);
    else if (key.startsWith('n')) lengths.names.add(length);
  }
  return { words: [...lengths.words], names: [...lengths.names] };
}

/** An address that goes takes the words in it along. */
function dropOverlapped(urls: readonly ErasedSpan[], spans: readonly ErasedSpan[]): ErasedSpan[] {
  const free = spans.filter(({ start, end }) => urls.every((url) => end <= url.start || start >= url.end));
  return [...urls, ...free].sort((a, b) => a.start - b.start);
}
