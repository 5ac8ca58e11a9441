import { createGrowingInts } from '#pipelines/numerics/growing-ints.ts';
import { addKey, createKeyTable, findSlot, growKeyTable } from '#pipelines/numerics/key-table.ts';

/** Stands between two sentences or clauses in a token stream. */
export const BREAK = -1;

/** Splits text into words and numbers them. Words are lower-case; equal words share a number. */
export type Tokeniser = {
  /** Word numbers of the text, with `BREAK` where a phrase must not reach across. Valid until the next call. */
  readonly tokenise: (text: string, maxTokens: number) => Int32Array;
  /** Words by number. */
  readonly words: readonly string[];
};

const CLASS = { space: 0, letter: 1, digit: 2, segmented: 3, stop: 4, high: 5, mark: 6, apostrophe: 7 } as const;
/** Longer runs are not words. */
const MAX_WORD_LENGTH = 40;

/**
 * A tokeniser over one scan of the text: runs of letters and digits (inner apostrophe kept), `Intl.Segmenter` for
 * scripts without spaces, emoji one by one. Words are found by a 64-bit hash made while scanning, so that a substring
 * is cut only once per distinct word; at a million distinct words two of them collide with odds of 1 in 30 million.
 */
export function createTokeniser(): Tokeniser {
  const { classes, lower } = readCodeUnits();
  const words: string[] = [];
  let table = createKeyTable(1 << 13);
  const segmenters = new Map<string, Intl.Segmenter>();
  const tokens = createGrowingInts(1024);

  /** The number of a known word, or -1. */
  function find(high: number, low: number): number {
    return table.ids[findSlot(table, high, low)]!;
  }

  function add(high: number, low: number, word: string): number {
    if (words.length * 2 > table.ids.length) table = growKeyTable(table);
    addKey(table, high, low, words.length);
    words.push(word);
    return words.length - 1;
  }

  function numberOfWord(word: string): number {
    let high = 0x811c9dc5 | 0;
    let low = 0x3243f6a8;
    for (let i = 0; i < word.length; i += 1) {
      const code = word.charCodeAt(i);
      high = Math.imul(high ^ code, 0x01000193);
      low = Math.imul(low, 0x5bd1e995) + code;
    }
    const known = find(high, low | 0);
    return known >= 0 ? known : add(high, low | 0, word);
  }

  function segment(run: string, push: (id: number) => void): void {
    const locale = /[\p{sc=Hira}\p{sc=Kana}]/u.test(run) ? 'ja' : /\p{sc=Han}/u.test(run) ? 'zh' : 'th';
    const segmenter = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'word' });
    segmenters.set(locale, segmenter);
    for (const part of segmenter.segment(run)) if (part.isWordLike) push(numberOfWord(part.segment));
  }

  function tokenise(source: string, maxTokens: number): Int32Array {
    const text = isAscii(source) ? source : source.normalize('NFKC').replace(/[’ʼ]/g, "'");
    tokens.clear();
    const length = text.length;
    let at = 0;
    /** Whether a word was the last that was written: two breaks say no more than one. */
    let isOpen = false;
    while (at < length && tokens.count() < maxTokens) {
      const kind = classes[text.charCodeAt(at)]!;
      if (kind === CLASS.letter || kind === CLASS.digit) {
        const start = at;
        let high = 0x811c9dc5 | 0;
        let low = 0x3243f6a8;
        while (at < length) {
          const unit = text.charCodeAt(at);
          const next = classes[unit]!;
          const isInside =
            next === CLASS.letter ||
            next === CLASS.digit ||
            next === CLASS.mark ||
            (next === CLASS.apostrophe && classes[text.charCodeAt(at + 1)] === CLASS.letter);
          if (!isInside) break;
          const code = lower[unit]!;
          high = Math.imul(high ^ code, 0x01000193);
          low = Math.imul(low, 0x5bd1e995) + code;
          at += 1;
        }
        const end = at;
        if (end - start > MAX_WORD_LENGTH) continue;
        const known = find(high, low | 0);
        tokens.push(known >= 0 ? known : add(high, low | 0, lowerCase(text.slice(start, end), lower)));
        isOpen = true;
      } else if (kind === CLASS.segmented) {
        const start = at;
        while (at < length && at - start < 500 && classes[text.charCodeAt(at)] === CLASS.segmented) at += 1;
        const before = tokens.count();
        segment(text.slice(start, at), tokens.push);
        isOpen ||= tokens.count() > before;
      } else if (kind === CLASS.high) {
        const symbol = String.fromCodePoint(text.codePointAt(at)!);
        if (/\p{Extended_Pictographic}|\p{L}/u.test(symbol)) {
          tokens.push(numberOfWord(symbol));
          isOpen = true;
        }
        at += symbol.length;
      } else {
        if (kind === CLASS.stop && isOpen) {
          tokens.push(BREAK);
          isOpen = false;
        }
        at += 1;
      }
    }
    return tokens.view();
  }

  return { tokenise, words };
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 127) return false;
  return true;
}

function lowerCase(word: string, lower: Uint16Array): string {
  return String.fromCharCode(...[...Array(word.length).keys()].map((i) => lower[word.charCodeAt(i)]!));
}

type CodeUnits = { readonly classes: Uint8Array; readonly lower: Uint16Array };
/** Holds the tables once they were made: that takes longer than a small community. */
const made: CodeUnits[] = [];

function readCodeUnits(): CodeUnits {
  const [known] = made;
  if (known !== undefined) return known;
  const units = { classes: classifyCodeUnits(), lower: lowerCaseCodeUnits() };
  made.push(units);
  return units;
}

function classifyCodeUnits(): Uint8Array {
  const classes = new Uint8Array(65536);
  const rules: readonly (readonly [RegExp, number])[] = [
    [/\p{L}/gu, CLASS.letter],
    [/\p{N}/gu, CLASS.digit],
    [/\p{M}/gu, CLASS.mark],
    [/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Mymr}ー]/gu, CLASS.segmented],
    [/[.!?;:,()[\]{}"\n|。！？、，；：…]/gu, CLASS.stop],
    [/[☀-➿]/gu, CLASS.high],
    [/'/gu, CLASS.apostrophe],
  ];
  const units =
    String.fromCharCode(...Array(0xd800).keys()) +
    String.fromCharCode(...[...Array(0x2000).keys()].map((i) => i + 0xe000));
  for (const [pattern, kind] of rules) {
    for (const match of units.matchAll(pattern)) classes[match[0].charCodeAt(0)] = kind;
  }
  classes.fill(CLASS.high, 0xd800, 0xdc00);
  return classes;
}

/** Lower case by single code units: characters whose lower case is longer keep their form. */
function lowerCaseCodeUnits(): Uint16Array {
  const lower = new Uint16Array(65536);
  for (let code = 0; code < 65536; code += 1) {
    const small = String.fromCharCode(code).toLowerCase();
    lower[code] = small.length === 1 ? small.charCodeAt(0) : code;
  }
  return lower;
}
