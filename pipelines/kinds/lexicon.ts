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
  /** Before a post: when too many words are remembered, all that are not of the lists are forgotten. */
  readonly forget: () => void;
  /** The entry of a word; `text.slice(start, end)` is read only when the word is new. */
  readonly entryOf: (hash: number, text: string, start: number, end: number) => number;
  /** `FACT_COUNT` numbers for each entry, side by side because they are read together; see `FACT`. Valid until a word is new. */
  readonly facts: () => Int32Array;
  readonly stemmed: (entry: number) => number;
  /** The word itself, for names of features. */
  readonly stemText: (entry: number) => string;
  readonly wordText: (entry: number) => string;
};

/** What is known of a word. The last three are 0 until whoever owns them writes them. */
export const FACT = { canonical: 0, classes: 1, sentiment: 2, word: 3, pair: 4, spoken: 5 } as const;
export const FACT_COUNT = 6;
/** `FACT.sentiment` is in so many parts of one. */
export const SENTIMENT_PARTS = 100;

/** Beyond this many words all are forgotten, so that memory stays bounded. */
const MOST_WORDS = 300_000;

export function createLexicon({ classes, sentiment, spellings }: LexiconSource): Lexicon {
  const classNames = Object.keys(classes);
  if (classNames.length > 31) throw new RangeError('A lexicon has at most 31 classes of words.');
  /** Open addressing: a hash and its entry side by side. */
  let table = new Int32Array(1 << 15).fill(-1);
  const hashes: number[] = [];
  let facts = new Int32Array(FACT_COUNT * 4096);
  const words: string[] = [];
  const stems: (string | undefined)[] = [];
  const maskOf = new Map<string, number>();
  for (const [bit, name] of classNames.entries()) {
    for (const word of classes[name]!) maskOf.set(word, (maskOf.get(word) ?? 0) | (1 << bit));
  }
  for (const sign of SIGN_NAMES) addListed(sign);
  for (const word of new Set([...maskOf.keys(), ...Object.keys(sentiment), ...Object.keys(spellings)])) addListed(word);

  const listed = hashes.length;

  function forget(): void {
    if (hashes.length < MOST_WORDS) return;
    for (const list of [hashes, words, stems]) list.length = Math.min(list.length, listed);
    table.fill(-1);
    for (let entry = 0; entry < listed; entry += 1) place(entry);
  }

  function entryOf(hash: number, text: string, start: number, end: number): number {
    const slot = findSlot(hash);
    const known = table[slot + 1]!;
    if (known >= 0) return known;
    // All words of the lists are there: of any other nothing is known.
    return add(hash, text.slice(start, end).toLowerCase().replace(/[’ʼ ]/g, "'"), hash);
  }

  function addListed(word: string): void {
    const written = Object.hasOwn(spellings, word) ? spellings[word]! : word;
    const fact = FACT_COUNT * add(signHash(word), written, signHash(written));
    facts[fact + FACT.classes] = maskOf.get(written) ?? 0;
    const strength = Object.hasOwn(sentiment, written) ? sentiment[written]! : 0;
    facts[fact + FACT.sentiment] = Math.round(strength * SENTIMENT_PARTS);
  }

  function add(hash: number, written: string, canonical: number): number {
    const entry = hashes.length;
    hashes.push(hash);
    if ((entry + 1) * FACT_COUNT > facts.length) facts = grown(facts);
    facts.fill(0, entry * FACT_COUNT, (entry + 1) * FACT_COUNT);
    facts[entry * FACT_COUNT + FACT.canonical] = canonical;
    words.push(written);
    if (hashes.length * 4 > table.length) grow();
    else place(entry);
    return entry;
  }

  /** Stems are made when a text first asks for them: most words of the lists never do. */
  function stemText(entry: number): string {
    const known = stems[entry];
    if (known !== undefined) return known;
    const text = stem(words[entry]!, 'en');
    stems[entry] = text;
    return text;
  }

  function stemmed(entry: number): number {
    return signHash(stemText(entry));
  }

  function findSlot(hash: number): number {
    const mask = table.length - 1;
    let slot = ((hash ^ (hash >>> 15)) * 2) & mask;
    while (table[slot + 1]! >= 0 && table[slot] !== hash) slot = (slot + 2) & mask;
    return slot;
  }

  function place(entry: number): void {
    const slot = findSlot(hashes[entry]!);
    table[slot] = hashes[entry]!;
    table[slot + 1] = entry;
  }

  function grow(): void {
    table = new Int32Array(table.length * 2).fill(-1);
    for (let entry = 0; entry < hashes.length; entry += 1) place(entry);
  }

  return {
    classNames,
    forget,
    entryOf,
    facts: () => facts,
    stemmed,
    stemText,
    wordText: (entry) => words[entry]!,
  };
}

function grown(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}
