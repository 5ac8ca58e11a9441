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
  /** The bit of the element in the rows of words. */
  readonly word: number;
  readonly bit: number;
};
type Pattern = {
  readonly feature: number;
  readonly elements: readonly Element[];
  /** Those without which the pattern cannot match. */
  readonly required: readonly Element[];
};

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
 * Every word gets a row of bits, one per distinct element, when it is first met; after that a step of a pattern is one
 * look at one bit.
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
    if (!first.matchesStart) byElement[first.word * 32 + first.bit]!.push(pattern);
  }
  const leading = new Int32Array(width);
  for (const [number, list] of byElement.entries()) if (list.length > 0) leading[number >>> 5]! |= 1 << (number & 31);
  let rows = new Int32Array(width * 4096);
  let rowCount = 1;
  let rowOf = new Int32Array(1 << 14);
  const present = new Int32Array(width);

  function compile(feature: number, texts: readonly string[]): void {
    const all = texts.map(toElement);
    // A leading word that may be left out is two patterns: with it and without it.
    if (all[0]!.isOptional) {
      compile(feature, texts.slice(1));
      all[0] = toElement(texts[0]!.slice(0, -1));
    }
    const required = all.filter((e) => !e.isAny && !e.isOptional && e.gap === 0 && !e.matchesStart && !e.matchesEnd);
    patterns.push({ feature, elements: all, required });
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
      ...{ word: elementOf.size >>> 5, bit: elementOf.size & 31 },
    };
    elementOf.set(text, element);
    return element;
  }

  /** Where the bits of a word begin in `rows`; 0, where all bits are unset, for words that no pattern speaks of. */
  function findRow(entry: number, hash: number, classMask: number): number {
    if (entry >= rowOf.length) rowOf = grown(rowOf, Math.max(entry + 1, rowOf.length * 2));
    const known = rowOf[entry]!;
    if (known !== 0) return known - 1;
    const spoken = byWord.get(hash);
    let row = 0;
    if (spoken !== undefined || classMask !== 0) {
      row = rowCount * width;
      rowCount += 1;
      if (rowCount * width > rows.length) rows = grown(rows, rows.length * 2);
      for (const { word, bit } of spoken ?? []) rows[row + word]! |= 1 << bit;
      for (const [bit, list] of byClass.entries()) {
        if (classMask & (1 << bit)) for (const element of list) rows[row + element.word]! |= 1 << element.bit;
      }
    }
    rowOf[entry] = row + 1;
    return row;
  }

  function match(sentence: Sentence, found: (name: number, from: number, to: number) => void): void {
    const { hashes, classes, entries, from, to } = sentence;
    const places = new Int32Array(to - from);
    present.fill(0);
    for (let at = from; at < to; at += 1) {
      const row = findRow(entries[at]!, hashes[at]!, classes[at]!);
      places[at - from] = row;
      if (row !== 0) for (let w = 0; w < width; w += 1) present[w]! |= rows[row + w]!;
    }
    const attempt = (pattern: Pattern, at: number): void => {
      for (const { word, bit } of pattern.required) if ((present[word]! & (1 << bit)) === 0) return;
      const end = matchFrom(pattern.elements, 1, at);
      if (end >= 0) found(pattern.feature, pattern.elements[0]!.matchesStart ? from : at - 1, end);
    };
    /** @returns the index behind the last word that was matched, or -1. */
    const matchFrom = (list: readonly Element[], index: number, at: number): number => {
      if (index === list.length) return at;
      const { isAny, isOptional, gap, matchesEnd, word, bit } = list[index]!;
      if (gap > 0) {
        for (let skipped = 0; skipped <= gap && at + skipped <= to; skipped += 1) {
          const end = matchFrom(list, index + 1, at + skipped);
          if (end >= 0) return end;
        }
        return -1;
      }
      if (at < to && (isAny || (rows[places[at - from]! + word]! & (1 << bit)) !== 0)) {
        const end = matchFrom(list, index + 1, at + 1);
        if (end >= 0) return end;
      }
      if (matchesEnd && at === to) return matchFrom(list, index + 1, at);
      return isOptional ? matchFrom(list, index + 1, at) : -1;
    };
    for (const pattern of atStart) attempt(pattern, from);
    for (let at = from; at < to; at += 1) {
      const row = places[at - from]!;
      if (row === 0) continue;
      for (let w = 0; w < width; w += 1) {
        for (let bits = rows[row + w]! & leading[w]!; bits !== 0; bits &= bits - 1) {
          for (const pattern of byElement[w * 32 + 31 - Math.clz32(bits & -bits)]!) attempt(pattern, at + 1);
        }
      }
    }
  }

  return { names, match };
}

function grown(values: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(values);
  return larger;
}
