import { stem } from '#pipelines/text/stem.ts';
import { SIGN_NAMES, signHash } from './scan-words.ts';

/** What a person wrote in `seeds/words.txt`, as the model carries it. */
export type LexiconSource = {
  /** Class name to its words. At most 31 classes. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
  /** Strength of sentiment by word, -5..5. */
  readonly sentiment: Readonly<Record<string, number>>;
  /** Another spelling to the word it stands for. */
  readonly spellings: Readonly<Record<string, string>>;
};

/** Facts about the words of texts, each looked up once by hash. Words that were never seen are stemmed and remembered. */
export type Lexicon = {
  readonly classNames: readonly string[];
  /** The entry of a word; `text.slice(start, end)` is read only when the word is new. */
  readonly entryOf: (hash: number, text: string, start: number, end: number) => number;
  readonly canonical: (entry: number) => number;
  readonly stemmed: (entry: number) => number;
  readonly classes: (entry: number) => number;
  readonly sentiment: (entry: number) => number;
  /** The word itself, for names of features. */
  readonly stemText: (entry: number) => string;
  readonly wordText: (entry: number) => string;
};

/** Beyond this many words new ones share one entry, so that memory stays bounded. */
const MOST_WORDS = 400_000;

export function createLexicon({ classes, sentiment, spellings }: LexiconSource): Lexicon {
  const classNames = Object.keys(classes);
  if (classNames.length > 31) throw new RangeError('A lexicon has at most 31 classes of words.');
  let table = new Int32Array(1 << 14).fill(-1);
  const hashes: number[] = [];
  const canonical: number[] = [];
  const masks: number[] = [];
  const strengths: number[] = [];
  const words: string[] = [];
  const roots: ({ readonly text: string; readonly hash: number } | undefined)[] = [];
  const maskOf = new Map<string, number>();
  for (const [bit, name] of classNames.entries()) {
    for (const word of classes[name]!) maskOf.set(word, (maskOf.get(word) ?? 0) | (1 << bit));
  }
  for (const sign of SIGN_NAMES) add(signHash(sign), sign);
  for (const word of new Set([...maskOf.keys(), ...Object.keys(sentiment), ...Object.keys(spellings)])) {
    add(signHash(word), word);
  }

  function entryOf(hash: number, text: string, start: number, end: number): number {
    const slot = findSlot(hash);
    const known = table[slot]!;
    if (known >= 0) return known;
    if (hashes.length >= MOST_WORDS) return 0;
    return add(hash, text.slice(start, end).toLowerCase().replace(/[’ʼ ]/g, "'"));
  }

  function add(hash: number, word: string): number {
    const written = Object.hasOwn(spellings, word) ? spellings[word]! : word;
    const entry = hashes.length;
    hashes.push(hash);
    canonical.push(written === word ? hash : signHash(written));
    masks.push(maskOf.get(written) ?? 0);
    strengths.push(Object.hasOwn(sentiment, written) ? sentiment[written]! : 0);
    words.push(written);
    if (hashes.length * 2 > table.length) grow();
    else table[findSlot(hash)] = entry;
    return entry;
  }

  /** Stems are made when a text first asks for them: most words of the lists never do. */
  function rootOf(entry: number) {
    const known = roots[entry];
    if (known !== undefined) return known;
    const text = stem(words[entry]!, 'en');
    const root = { text, hash: signHash(text) };
    roots[entry] = root;
    return root;
  }

  function findSlot(hash: number): number {
    const mask = table.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (table[slot]! >= 0 && hashes[table[slot]!] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  function grow(): void {
    table = new Int32Array(table.length * 2).fill(-1);
    for (let entry = 0; entry < hashes.length; entry += 1) table[findSlot(hashes[entry]!)] = entry;
  }

  return {
    classNames,
    entryOf,
    canonical: (entry) => canonical[entry]!,
    stemmed: (entry) => rootOf(entry).hash,
    classes: (entry) => masks[entry]!,
    sentiment: (entry) => strengths[entry]!,
    stemText: (entry) => rootOf(entry).text,
    wordText: (entry) => words[entry]!,
  };
}
