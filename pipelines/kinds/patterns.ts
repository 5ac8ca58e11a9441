import { FACT, FACT_COUNT } from './lexicon.ts';
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
type Pattern = { readonly feature: number; readonly elements: readonly Element[] };

/** The words of one sentence, by index `from <= i < to`: entries of the lexicon, and its facts. */
export type Sentence = {
  readonly entries: Int32Array;
  readonly facts: Int32Array;
  from: number;
  to: number;
};

export type PatternMatcher = {
  readonly names: readonly string[];
  /** Calls `found` with the number of the name and the range of words, once per pattern and first word. */
  readonly match: (sentence: Sentence, found: (name: number, from: number, to: number) => void) => void;
};

const GAP_WORDS = 3;
/** A word that no pattern speaks of, and what stands behind the last word of a sentence: all their bits are unset. */
const UNSPOKEN = 0;
const NO_WORD = 1;
const FIRST_SPOKEN = 2;
/** More than there are words that differ to patterns; beyond it patterns are looked for each time. */
const MOST_NEXT = 1024;
const MOST_LISTS = 32_000;
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
 * Matches over the entries of one lexicon, in whose facts it keeps its numbers of words. Every word gets a row of bits, one per distinct element, when it is first met; after that a step of a pattern is one
 * look at one bit. Which patterns a word and the next one can begin is remembered too: mostly none.
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
  /** What patterns know of a word, by its number: a row of bits, and what it is as a first word and as a next one. */
  let rows = new Int32Array(width * 1024);
  let asFirst = new Int16Array(1024);
  let asNext = new Int16Array(1024);
  asNext[NO_WORD] = 1;
  const spokenBy = new Map<string, number>();
  const firstNumbers = new Map([['', 0]]);
  const nextNumbers = new Map([
    ['', 0],
    ['end', 1],
  ]);
  /** By `asFirst`: the patterns that such a word begins. */
  const begunAs: (readonly Pattern[])[] = [[]];
  /** Elements that `canGoOn` asks for. */
  const nextElements = new Set(patterns.flatMap(({ elements }) => reachable(elements).map(({ number }) => number)));
  /** By `asNext`. */
  const startedBy: (readonly Pattern[] | undefined)[] = [];
  /** By `asFirst` and `asNext`: the number of a list of patterns, 0 while unknown. Number 1 is the empty list. */
  let begunBy = new Int16Array(MOST_NEXT * 256);
  const begunLists: (readonly Pattern[])[] = [[], []];
  let words = new Int16Array(256);
  let wordCount = 0;

  function compile(feature: number, texts: readonly string[]): void {
    const all = texts.map(toElement);
    // A leading word that may be left out is two patterns: with it and without it.
    if (all[0]!.isOptional) {
      compile(feature, texts.slice(1));
      all[0] = toElement(texts[0]!.slice(0, -1));
    }
    patterns.push({ feature, elements: all });
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

  /** The number of a word that was not met yet. */
  function numberWord(hash: number, classMask: number): number {
    const numbers = new Set((byWord.get(hash) ?? []).map(({ number }) => number));
    for (const [bit, list] of byClass.entries()) {
      if (classMask & (1 << bit)) for (const { number } of list) numbers.add(number);
    }
    if (numbers.size === 0) return UNSPOKEN;
    const sorted = [...numbers].sort((a, b) => a - b);
    const name = sorted.join(' ');
    const known = spokenBy.get(name);
    if (known !== undefined) return known;
    const spoken = spokenBy.size + FIRST_SPOKEN;
    spokenBy.set(name, spoken);
    if (spoken >= asFirst.length) {
      rows = grown(rows, rows.length * 2);
      asFirst = grownShorts(asFirst);
      asNext = grownShorts(asNext);
    }
    for (const number of sorted) rows[spoken * width + (number >>> 5)]! |= 1 << (number & 31);
    const firsts = sorted.filter((number) => byElement[number]!.length > 0);
    const first = numberOf(firstNumbers, firsts);
    begunAs[first] ??= firsts.flatMap((number) => byElement[number]!);
    asFirst[spoken] = first;
    asNext[spoken] = numberOf(
      nextNumbers,
      sorted.filter((number) => nextElements.has(number)),
    );
    return spoken;
  }

  /** The patterns that a word may begin when `next` follows it: mostly none. */
  function findBegun(first: number, next: number): readonly Pattern[] {
    const nextNumber = asNext[next]!;
    const place = first * MOST_NEXT + nextNumber;
    const known = nextNumber < MOST_NEXT && place < begunBy.length ? begunBy[place]! : 0;
    if (known > 0) return begunLists[known]!;
    const begun = begunAs[first]!.filter(({ elements }) => canGoOn(elements, 1, next));
    if (nextNumber >= MOST_NEXT || begunLists.length >= MOST_LISTS) return begun;
    while (place >= begunBy.length) begunBy = grownShorts(begunBy);
    begunBy[place] = begun.length > 0 ? begunLists.push(begun) - 1 : 1;
    return begun;
  }

  function canGoOn(list: readonly Element[], index: number, next: number): boolean {
    if (index === list.length) return true;
    const { isAny, isOptional, gap, matchesEnd, number } = list[index]!;
    if (gap > 0) return true;
    if (next === NO_WORD) return (matchesEnd || isOptional) && canGoOn(list, index + 1, next);
    return isAny || isElement(next, number) || (isOptional && canGoOn(list, index + 1, next));
  }

  function isElement(word: number, number: number): boolean {
    return (rows[word * width + (number >>> 5)]! & (1 << (number & 31))) !== 0;
  }

  function match(sentence: Sentence, found: (name: number, from: number, to: number) => void): void {
    const { entries, facts, from, to } = sentence;
    wordCount = to - from;
    if (wordCount >= words.length) words = new Int16Array(wordCount * 2);
    for (let at = 0; at < wordCount; at += 1) {
      const fact = entries[from + at]! * FACT_COUNT;
      // One more than the number, so that 0 is for words that were not met.
      if (facts[fact + FACT.spoken] === 0) {
        facts[fact + FACT.spoken] = numberWord(facts[fact + FACT.canonical]!, facts[fact + FACT.classes]!) + 1;
      }
      words[at] = facts[fact + FACT.spoken]! - 1;
    }
    words[wordCount] = NO_WORD;
    for (const pattern of startingWith(words[0]!)) attempt(pattern, 0, from, found);
    for (let at = 0; at < wordCount; at += 1) {
      const first = asFirst[words[at]!]!;
      if (first === 0) continue;
      const begun = findBegun(first, words[at + 1]!);
      for (let i = 0; i < begun.length; i += 1) attempt(begun[i]!, at + 1, from, found);
    }
  }

  /** The patterns that the begin of a sentence and its first word may begin. */
  function startingWith(word: number): readonly Pattern[] {
    const known = startedBy[asNext[word]!];
    if (known !== undefined) return known;
    const started = atStart.filter(({ elements }) => canGoOn(elements, 1, word));
    startedBy[asNext[word]!] = started;
    return started;
  }

  /** @param at of the word behind the first element, counted from the begin of the sentence. */
  function attempt(
    pattern: Pattern,
    at: number,
    from: number,
    found: (name: number, from: number, to: number) => void,
  ) {
    const end = matchFrom(pattern.elements, 1, at);
    if (end >= 0) found(pattern.feature, from + Math.max(0, at - 1), from + end);
  }

  /** @returns the index behind the last word that was matched, or -1. */
  function matchFrom(list: readonly Element[], index: number, at: number): number {
    if (index === list.length) return at;
    const element = list[index]!;
    if (element.gap > 0) return matchBehindGap(list, index + 1, at, Math.min(wordCount, at + element.gap));
    if (at < wordCount && (element.isAny || isElement(words[at]!, element.number))) {
      const end = matchFrom(list, index + 1, at + 1);
      if (end >= 0) return end;
    }
    if (element.isOptional || (element.matchesEnd && at === wordCount)) return matchFrom(list, index + 1, at);
    return -1;
  }

  function matchBehindGap(list: readonly Element[], index: number, at: number, last: number): number {
    const next = list[index];
    const isPlain = next !== undefined && !next.isAny && !next.isOptional && !next.matchesEnd && next.gap === 0;
    for (let start = at; start <= last; start += 1) {
      if (isPlain && (start >= wordCount || !isElement(words[start]!, next.number))) continue;
      const end = matchFrom(list, index, start);
      if (end >= 0) return end;
    }
    return -1;
  }

  return { names, match };
}

/** The elements that the word behind the first one is held against. */
function reachable(list: readonly Element[]): Element[] {
  const rest = list.slice(1);
  const last = rest.findIndex(({ isOptional, matchesEnd }) => !isOptional && !matchesEnd);
  return last < 0 ? rest : rest.slice(0, last + 1);
}

function numberOf(numbers: Map<string, number>, elements: readonly number[]): number {
  const name = elements.join(' ');
  const known = numbers.get(name);
  if (known !== undefined) return known;
  numbers.set(name, numbers.size);
  return numbers.size - 1;
}

function grown(values: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(values);
  return larger;
}

function grownShorts(values: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
  const larger = new Int16Array(values.length * 2);
  larger.set(values);
  return larger;
}
