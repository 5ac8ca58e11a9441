import { FACT, FACT_COUNT } from './lexicon.ts';
import { SIGNS, signHash } from './scan-words.ts';

/** A named pattern over the words of a sentence; see the head of `seeds/patterns.txt` for how it is written. */
export type PatternSource = { readonly name: string; readonly pattern: string };

type Element = {
  readonly hashes: ReadonlySet<number>;
  readonly classMask: number;
  readonly isAny: boolean;
  readonly isOptional: boolean;
  /** Up to `GAP_WORDS` words may stand before what follows. */
  readonly isGap: boolean;
  readonly matchesStart: boolean;
  readonly matchesEnd: boolean;
  /** In the order of their first mention, from 0. */
  readonly number: number;
};
type Pattern = { readonly feature: number; readonly elements: readonly Element[] };

/** How an element stands in the code of a pattern: its number, and what else than a word of it may stand there. */
const ELEMENT = { any: 1 << 16, optional: 1 << 17, gap: 1 << 18, end: 1 << 19 } as const;
const NUMBER_MASK = ELEMENT.any - 1;
/** An element without these is one word, or there is no match. */
const CHOICES = ELEMENT.optional | ELEMENT.gap | ELEMENT.end;
/** Stands behind the last element. */
const STOP = -1;

/** The words of one sentence, by index `from <= i < to`: entries of the lexicon, and its facts. */
export type Sentence = {
  readonly entries: Int32Array;
  readonly facts: Int32Array;
  from: number;
  to: number;
};

/** Takes the number of a name and the range of words. */
type PatternSink = (name: number, from: number, to: number) => void;

export type PatternMatcher = {
  readonly names: readonly string[];
  /** Calls `found` once per pattern and first word. */
  readonly match: (sentence: Sentence, found: PatternSink) => void;
};

const GAP_WORDS = 3;
/** A word that no pattern speaks of, and what stands behind the last word of a sentence: all their bits are unset. */
const UNSPOKEN = 0;
const NO_WORD = 1;
const FIRST_SPOKEN = 2;
/** More than there are words that differ to patterns; beyond it patterns are looked for each time. */
const MOST_NEXT = 512;
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
  /** Of each pattern its feature and its elements from the second one on. Patterns are told apart by where they begin in it. */
  const written: number[] = [];
  const atStart: number[] = [];
  const byElement: number[][] = elements.map(() => []);
  for (const { feature, elements: list } of patterns) {
    const first = list[0]!;
    (first.matchesStart ? atStart : byElement[first.number]!).push(written.length);
    written.push(feature, ...list.slice(1).map(encode), STOP);
  }
  const code = Int32Array.from(written);
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
  const begunAs: (readonly number[])[] = [[]];
  /** Elements that `canGoOn` asks for. */
  const nextElements = new Set(patterns.flatMap(({ elements }) => reachable(elements).map(({ number }) => number)));
  /** Lists of patterns, one behind the other, each with `STOP` at its end. Few differ, and equal ones are one. */
  let lists = new Int32Array(4096);
  const listOf = new Map<string, number>();
  let listsEnd = 1;
  /** Where the list begins of what a word begins: by its `asNext` at the begin of a sentence, by `asFirst` and the next word's `asNext`. */
  const startedBy: (number | undefined)[] = [];
  let begunBy = new Int32Array(MOST_NEXT * 256);
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
      ...{ hashes, classMask, isOptional, isGap: text === '..' },
      ...{ isAny: text === '*', matchesStart: options.includes('^'), matchesEnd: options.includes('$') },
      number: elementOf.size,
    };
    elementOf.set(text, element);
    return element;
  }

  /** The number of a word that was not met yet. */
  function numberWord(hash: number, classMask: number): number {
    const named = byWord.get(hash);
    if (named === undefined && classMask === 0) return UNSPOKEN;
    const numbers = new Set((named ?? []).map(({ number }) => number));
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

  /** Where the list begins of the patterns that a word may begin when `next` follows it: mostly none. */
  function findBegun(first: number, next: number): number {
    const nextNumber = asNext[next]!;
    const place = first * MOST_NEXT + nextNumber;
    const known = nextNumber < MOST_NEXT && place < begunBy.length ? begunBy[place]! : 0;
    if (known > 0) return known;
    const list = placeList(filterBegun(begunAs[first]!, next));
    if (nextNumber >= MOST_NEXT) return list;
    while (place >= begunBy.length) begunBy = grown(begunBy, begunBy.length * 2);
    begunBy[place] = list;
    return list;
  }

  // Apart from those that call it: a function that makes another one reserves room for it whenever it is called.
  function filterBegun(list: readonly number[], next: number): readonly number[] {
    return list.filter((pattern) => canGoOn(pattern + 1, next));
  }

  function placeList(list: readonly number[]): number {
    const name = list.join(' ');
    const known = listOf.get(name);
    if (known !== undefined) return known;
    const start = listsEnd;
    listsEnd += list.length + 1;
    while (listsEnd > lists.length) lists = grown(lists, lists.length * 2);
    lists.set(list, start);
    lists[listsEnd - 1] = STOP;
    listOf.set(name, start);
    return start;
  }

  function canGoOn(place: number, next: number): boolean {
    const element = code[place]!;
    if (element === STOP || (element & ELEMENT.gap) !== 0) return true;
    const isOptional = (element & ELEMENT.optional) !== 0;
    if (next === NO_WORD) return (isOptional || (element & ELEMENT.end) !== 0) && canGoOn(place + 1, next);
    return isWordOf(next, element) || (isOptional && canGoOn(place + 1, next));
  }

  function isWordOf(word: number, element: number): boolean {
    const number = element & NUMBER_MASK;
    return (element & ELEMENT.any) !== 0 || (rows[word * width + (number >>> 5)]! & (1 << (number & 31))) !== 0;
  }

  function match(sentence: Sentence, found: PatternSink): void {
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
    attemptAll(startingWith(words[0]!), 0, from, found);
    for (let at = 0; at < wordCount; at += 1) {
      const first = asFirst[words[at]!]!;
      if (first === 0) continue;
      attemptAll(findBegun(first, words[at + 1]!), at + 1, from, found);
    }
  }

  /** Where the list begins of the patterns that the begin of a sentence and its first word may begin. */
  function startingWith(word: number): number {
    const number = asNext[word]!;
    startedBy[number] ??= placeList(filterBegun(atStart, word));
    return startedBy[number];
  }

  /** @param at of the word behind the first element, counted from the begin of the sentence. */
  function attemptAll(list: number, at: number, from: number, found: PatternSink): void {
    let place = list;
    for (let pattern = lists[place]!; pattern !== STOP; pattern = lists[place]!) {
      const end = matchFrom(pattern + 1, at);
      if (end >= 0) found(code[pattern]!, from + Math.max(0, at - 1), from + end);
      place += 1;
    }
  }

  /** @returns the index behind the last word that was matched, or -1. */
  function matchFrom(firstPlace: number, firstAt: number): number {
    let place = firstPlace;
    let at = firstAt;
    for (let element = code[place]!; element !== STOP; element = code[place]!) {
      const isWord = at < wordCount && isWordOf(words[at]!, element);
      place += 1;
      if ((element & CHOICES) === 0) {
        if (!isWord) return -1;
        at += 1;
      } else if ((element & ELEMENT.gap) !== 0) return matchBehindGap(place, at);
      else {
        const end = isWord ? matchFrom(place, at + 1) : -1;
        if (end >= 0) return end;
        if ((element & ELEMENT.optional) === 0 && at < wordCount) return -1;
      }
    }
    return at;
  }

  function matchBehindGap(place: number, at: number): number {
    const last = Math.min(wordCount, at + GAP_WORDS);
    const next = code[place]!;
    const isPlain = next !== STOP && (next & (CHOICES | ELEMENT.any)) === 0;
    for (let start = at; start <= last; start += 1) {
      if (isPlain && !isWordOf(words[start]!, next)) continue;
      const end = matchFrom(place, start);
      if (end >= 0) return end;
    }
    return -1;
  }

  return { names, match };
}

function encode({ number, isAny, isOptional, isGap, matchesEnd }: Element): number {
  const any = isAny ? ELEMENT.any : 0;
  const optional = isOptional ? ELEMENT.optional : 0;
  return number | any | optional | (isGap ? ELEMENT.gap : 0) | (matchesEnd ? ELEMENT.end : 0);
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
