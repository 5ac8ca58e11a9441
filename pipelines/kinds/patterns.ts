import { SIGNS, signHash } from './scan-words.ts';

/** A named pattern over the words of a sentence; see the head of `seeds/patterns.txt` for how it is written. */
export type PatternSource = { readonly name: string; readonly pattern: string };

type Element = {
  readonly hashes: ReadonlySet<number>;
  readonly classMask: number;
  readonly isAny: boolean;
  readonly isOptional: boolean;
  /** Up to so many words may stand before what follows. */
  readonly gap: number;
  readonly matchesStart: boolean;
  readonly matchesEnd: boolean;
  /** In the order of their first mention, from 0. */
  readonly number: number;
};
type Pattern = {
  readonly feature: number;
  readonly elements: readonly Element[];
  /** Numbers of the elements behind the first without which the pattern cannot match. */
  readonly required: readonly number[];
};

/** What patterns have to do with a word. */
type SpokenWord = {
  /** Where its bits begin: one per element, set where the element is this word. */
  readonly row: number;
  /** Numbers of those elements. */
  readonly elements: readonly number[];
  /** Patterns that begin with it. */
  readonly begun: readonly Pattern[];
};
/** All its bits are unset. */
const UNSPOKEN: SpokenWord = { row: 0, elements: [], begun: [] };

/** The words of one sentence, by index `from <= i < to`: hash, classes and entry of the lexicon. */
export type Sentence = {
  readonly hashes: Int32Array;
  readonly classes: Int32Array;
  readonly entries: Int32Array;
  readonly from: number;
  readonly to: number;
};

export type PatternMatcher = {
  readonly names: readonly string[];
  /** Calls `found` with the number of the name and the range of words, once per pattern and first word. */
  readonly match: (sentence: Sentence, found: (name: number, from: number, to: number) => void) => void;
};

const GAP_WORDS = 3;
const SIGN_WORDS: Readonly<Record<string, number>> = {
  QM: SIGNS.question,
  EX: SIGNS.exclamation,
  smile: SIGNS.smile,
  frown: SIGNS.frown,
  '#': SIGNS.number,
  URL: signHash('URL'),
  '@user': signHash('USER'),
};

/**
 * Every word gets a row of bits, one per distinct element, and the list of patterns that it begins when it is first met;
 * after that a step of a pattern is one look at one bit.
 *
 * @throws SyntaxError when a pattern names a class that is not there.
 */
export function createPatternMatcher(sources: readonly PatternSource[], classNames: readonly string[]): PatternMatcher {
  const names = [...new Set(sources.map(({ name }) => name))];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const elementOf = new Map<string, Element>();
  const patterns: Pattern[] = [];
  for (const { name, pattern } of sources) compile(numbers.get(name)!, pattern.split(/\s+/));
  const elements = [...elementOf.values()];
  const width = Math.ceil(elements.length / 32);
  const byWord = new Map<number, Element[]>();
  const byClass: Element[][] = Array.from({ length: 31 }, () => []);
  for (const element of elements) {
    for (const hash of element.hashes) byWord.set(hash, [...(byWord.get(hash) ?? []), element]);
    for (const [bit, list] of byClass.entries()) if (element.classMask & (1 << bit)) list.push(element);
  }
  const atStart = patterns.filter((pattern) => pattern.elements[0]!.matchesStart);
  const byElement: Pattern[][] = elements.map(() => []);
  for (const pattern of patterns) {
    const first = pattern.elements[0]!;
    if (!first.matchesStart) byElement[first.number]!.push(pattern);
  }
  let rows = new Int32Array(width * 4096);
  let rowCount = 1;
  const spokenOf: (SpokenWord | undefined)[] = [];
  /** By element: the last sentence that it was seen in. */
  const lastSeen = new Int32Array(elements.length);
  let sentenceCount = 0;
  let words: SpokenWord[] = [];

  function compile(feature: number, texts: readonly string[]): void {
    const all = texts.map(toElement);
    // A leading word that may be left out is two patterns: with it and without it.
    if (all[0]!.isOptional) {
      compile(feature, texts.slice(1));
      all[0] = toElement(texts[0]!.slice(0, -1));
    }
    const isRequired = (e: Element) => !e.isAny && !e.isOptional && e.gap === 0 && !e.matchesStart && !e.matchesEnd;
    patterns.push({
      feature,
      elements: all,
      required: all
        .slice(1)
        .filter(isRequired)
        .map(({ number }) => number),
    });
  }

  function toElement(text: string): Element {
    const known = elementOf.get(text);
    if (known !== undefined) return known;
    const isOptional = text.length > 1 && text.endsWith('?');
    const options = (isOptional ? text.slice(0, -1) : text).split('|');
    const hashes = new Set<number>();
    let classMask = 0;
    for (const option of options) {
      const sign = Object.hasOwn(SIGN_WORDS, option) ? SIGN_WORDS[option] : undefined;
      if (sign !== undefined) hashes.add(sign);
      else if (option.startsWith('@')) {
        const bit = classNames.indexOf(option.slice(1));
        if (bit < 0) throw new SyntaxError(`patterns.txt: no class ${option} in words.txt.`);
        classMask |= 1 << bit;
      } else hashes.add(signHash(option));
    }
    const element = {
      ...{ hashes, classMask, isOptional, gap: text === '..' ? GAP_WORDS : 0 },
      ...{ isAny: text === '*', matchesStart: options.includes('^'), matchesEnd: options.includes('$') },
      number: elementOf.size,
    };
    elementOf.set(text, element);
    return element;
  }

  function findSpoken(entry: number, hash: number, classMask: number): SpokenWord {
    const known = spokenOf[entry];
    if (known !== undefined) return known;
    const numbers = new Set((byWord.get(hash) ?? []).map(({ number }) => number));
    for (const [bit, list] of byClass.entries()) {
      if (classMask & (1 << bit)) for (const { number } of list) numbers.add(number);
    }
    const spoken = numbers.size === 0 ? UNSPOKEN : addRow([...numbers].sort((a, b) => a - b));
    spokenOf[entry] = spoken;
    return spoken;
  }

  function addRow(numbers: readonly number[]): SpokenWord {
    const row = rowCount * width;
    rowCount += 1;
    if (rowCount * width > rows.length) rows = grown(rows, rows.length * 2);
    for (const number of numbers) rows[row + (number >>> 5)]! |= 1 << (number & 31);
    return { row, elements: numbers, begun: numbers.flatMap((number) => byElement[number]!) };
  }

  function match(sentence: Sentence, found: (name: number, from: number, to: number) => void): void {
    const { hashes, classes, entries, from, to } = sentence;
    sentenceCount += 1;
    words = [];
    for (let at = from; at < to; at += 1) {
      const word = findSpoken(entries[at]!, hashes[at]!, classes[at]!);
      words.push(word);
      for (const number of word.elements) lastSeen[number] = sentenceCount;
    }
    for (const pattern of atStart) attempt(pattern, 0, from, found);
    for (let at = 0; at < words.length; at += 1) {
      for (const pattern of words[at]!.begun) attempt(pattern, at + 1, from, found);
    }
  }

  /** @param at of the word behind the first element, counted from the begin of the sentence. */
  function attempt(
    pattern: Pattern,
    at: number,
    from: number,
    found: (name: number, from: number, to: number) => void,
  ) {
    for (const number of pattern.required) if (lastSeen[number] !== sentenceCount) return;
    const end = matchFrom(pattern.elements, 1, at);
    if (end >= 0) found(pattern.feature, from + Math.max(0, at - 1), from + end);
  }

  /** @returns the index behind the last word that was matched, or -1. */
  function matchFrom(list: readonly Element[], index: number, at: number): number {
    if (index === list.length) return at;
    const { isAny, isOptional, gap, matchesEnd, number } = list[index]!;
    const to = words.length;
    if (gap > 0) {
      for (let skipped = 0; skipped <= gap && at + skipped <= to; skipped += 1) {
        const end = matchFrom(list, index + 1, at + skipped);
        if (end >= 0) return end;
      }
      return -1;
    }
    if (at < to && (isAny || (rows[words[at]!.row + (number >>> 5)]! & (1 << (number & 31))) !== 0)) {
      const end = matchFrom(list, index + 1, at + 1);
      if (end >= 0) return end;
    }
    if (matchesEnd && at === to) return matchFrom(list, index + 1, at);
    return isOptional ? matchFrom(list, index + 1, at) : -1;
  }

  return { names, match };
}

function grown(values: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(values);
  return larger;
}
