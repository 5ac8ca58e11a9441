import { hashText, hashTextOtherwise } from '#pipelines/numerics/hash.ts';
import { addKey, createKeyTable, findNumber, growKeyTable } from '#pipelines/numerics/key-table.ts';
import { createSegmenter, UNSPACED } from './segment-words.ts';

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
/** Of a script without spaces: longer runs are cut. */
const MAX_RUN_LENGTH = 500;

/**
 * A tokeniser over one scan of the text: runs of letters and digits (inner apostrophe kept), `Intl.Segmenter` for
 * scripts without spaces, emoji one by one. Words are found by a 64-bit hash made while scanning, so that a substring
 * is cut only once per distinct word; at a million distinct words two of them collide with odds of 1 in 30 million.
 */
export function createTokeniser(): Tokeniser {
  const { classes, lower } = readCodeUnits();
  const { letter, digit, mark, apostrophe, segmented, stop, high } = CLASS;
  const words: string[] = [];
  let table = createKeyTable(1 << 13);
  const segment = createSegmenter();
  // Arrays are several times as fast here as strings and growing lists. A text never has more tokens than code units.
  let units = new Uint16Array(1 << 14);
  let tokens = new Int32Array(1 << 14);

  function add(left: number, right: number, word: string): number {
    if (words.length * 2 > table.mask) table = growKeyTable(table);
    addKey(table, left, right, words.length);
    words.push(word);
    return words.length - 1;
  }

  function numberOfWord(word: string): number {
    const [left, right] = [hashText(word) | 0, hashTextOtherwise(word)];
    const known = findNumber(table, left, right);
    return known >= 0 ? known : add(left, right, word);
  }

  /** From there on a run of a script without spaces, or one symbol. */
  function cutRun(text: string, start: number): string {
    if (classes[units[start]!] === high) return String.fromCodePoint(text.codePointAt(start)!);
    let end = start;
    while (end - start < MAX_RUN_LENGTH && classes[units[end]!] === segmented) end += 1;
    return text.slice(start, end);
  }

  /** Writes the tokens of a run from `count` on; returns how many there are then. */
  function writeRun(run: string, count: number): number {
    if (classes[run.charCodeAt(0)] === high) {
      if (!/\p{Extended_Pictographic}|\p{L}/u.test(run)) return count;
      tokens[count] = numberOfWord(run);
      return count + 1;
    }
    let end = count;
    for (const word of segment(run)) {
      tokens[end] = numberOfWord(word.text);
      end += 1;
    }
    return end;
  }

  /** Copies the text's code units and a space behind them; whether all of them are ASCII. */
  function readUnits(text: string): boolean {
    if (units.length <= text.length) {
      units = new Uint16Array(text.length * 2);
      tokens = new Int32Array(text.length * 2);
    }
    const to = units;
    let bits = 0;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      to[i] = unit;
      bits |= unit;
    }
    units[text.length] = 32;
    return bits < 128;
  }

  function tokenise(source: string, maxTokens: number): Int32Array {
    let text = source;
    if (!readUnits(text)) {
      text = source.normalize('NFKC').replace(/[’ʼ]/g, "'");
      readUnits(text);
    }
    const [from, to] = [units, tokens];
    let count = 0;
    let at = 0;
    while (at < text.length && count < maxTokens) {
      const kind = classes[from[at]!]!;
      if (kind === letter || kind === digit) {
        const start = at;
        // `hashText` and `hashTextOtherwise` of the word to be.
        let left = 0x811c9dc5 | 0;
        let right = 0x3243f6a8;
        for (let next: number = kind; ; next = classes[from[at]!]!) {
          const isInside =
            next === letter ||
            next === digit ||
            next === mark ||
            (next === apostrophe && classes[from[at + 1]!] === letter);
          if (!isInside) break;
          const code = lower[from[at]!]!;
          left = Math.imul(left ^ code, 0x01000193);
          right = (Math.imul(right, 0x5bd1e995) + code) | 0;
          at += 1;
        }
        if (at - start > MAX_WORD_LENGTH) continue;
        const known = findNumber(table, left, right);
        to[count] = known >= 0 ? known : add(left, right, lowerCase(from.subarray(start, at), lower));
        count += 1;
      } else if (kind === segmented || kind === high) {
        const run = cutRun(text, at);
        count = writeRun(run, count);
        at += run.length;
      } else {
        // Two breaks say no more than one.
        if (kind === stop && count > 0 && to[count - 1] !== BREAK) {
          to[count] = BREAK;
          count += 1;
        }
        at += 1;
      }
    }
    return to.subarray(0, count);
  }

  return { tokenise, words };
}

/** A word of its own: a part cut out of the text would keep all of it in memory. */
function lowerCase(units: Uint16Array, lower: Uint16Array): string {
  return String.fromCharCode(...units.map((unit) => lower[unit]!));
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
    // Joiners stand within words of Persian and of India.
    [/[\p{M}\u200c\u200d]/gu, CLASS.mark],
    [new RegExp(UNSPACED, 'gu'), CLASS.segmented],
    [/[.!?;:,()[\]{}"\n|。！？、，；：…।॥؟،؛]/gu, CLASS.stop],
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
