import { hashText } from '#pipelines/numerics/hash.ts';
import { classAt, classOfUnit, lowerOfUnit, UNIT } from './code-units.ts';

/** Words and signs of a text in order. A word is known by the FNV-1a hash of its lower-case form. */
export type ScannedWords = {
  /** Beside each other, of the first `wordCount`. */
  readonly hashes: Int32Array;
  /** Offsets of each word in the text: first code unit, and the one behind its last. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  wordCount: number;
  /** Index of the first word of each sentence, of the first `sentenceCount`; sentences are never empty. */
  readonly sentences: Int32Array;
  sentenceCount: number;
  /** Of the text at hand: what its offsets are counted from, and whether its next word belongs to the last sentence. */
  base: number;
  isOpen: boolean;
};

export const SIGNS = {
  question: signHash('?'),
  exclamation: signHash('!'),
  smile: signHash(':)'),
  frown: signHash(':('),
  number: signHash('#'),
} as const;
/** How the signs are written in names of features and in patterns; by hash, for the lexicon. */
export const SIGN_NAMES = ['?', '!', ':)', ':(', '#', 'URL', 'CODE', 'QUOTE', 'USER'] as const;
const MASK_HASHES = ['URL', 'CODE', 'QUOTE', 'USER'].map(signHash);
const FIRST_MASK = 0xe001;

/** @param mostUnits code units of all texts that are scanned into it. */
export function createScan(mostUnits: number): ScannedWords {
  const numbers = () => new Int32Array(mostUnits);
  return {
    ...{ hashes: numbers(), starts: numbers(), ends: numbers(), wordCount: 0 },
    ...{ sentences: numbers(), sentenceCount: 0 },
    ...{ base: 0, isOpen: false },
  };
}

/** Hash of a word or sign as `scanWords` gives it. */
export function signHash(text: string): number {
  return hashText(text) | 0;
}

/** Appends the words of `text` to `scan`; `base` is added to every offset. */
export function scanWords(text: string, base: number, scan: ScannedWords): void {
  const length = text.length;
  scan.base = base;
  scan.isOpen = false;
  let at = 0;
  while (at < length) {
    const unit = text.charCodeAt(at);
    const kind = classOfUnit(unit);
    if (kind === UNIT.letter) {
      const start = at;
      let hash = 0x811c9dc5;
      while (at < length) {
        const inner = text.charCodeAt(at);
        const innerKind = classOfUnit(inner);
        if (innerKind === UNIT.letter || innerKind === UNIT.digit || innerKind === UNIT.mark) {
          hash = Math.imul(hash ^ lowerOfUnit(inner), 0x01000193);
        } else if (isJoint(text, at, innerKind, start)) hash = Math.imul(hash ^ 39, 0x01000193);
        else break;
        at += 1;
      }
      push(scan, hash | 0, start, at);
    } else if (kind === UNIT.digit) {
      const start = at;
      while (at < length && isOfNumber(text, at)) at += 1;
      push(scan, SIGNS.number, start, at);
    } else if (kind === UNIT.single) {
      push(scan, Math.imul(0x811c9dc5 ^ unit, 0x01000193) | 0, at, at + 1);
      at += 1;
    } else if (kind === UNIT.mask) {
      push(scan, MASK_HASHES[unit - FIRST_MASK]!, at, at + 1);
      at += 1;
    } else if (kind === UNIT.high) {
      const symbol = String.fromCodePoint(text.codePointAt(at)!);
      push(scan, signHash(symbol), at, at + symbol.length);
      at += symbol.length;
    } else if (kind === UNIT.stop) {
      const start = at;
      const sign = readFace(text, at);
      if (sign !== 0) {
        push(scan, sign, start, start + 2);
        at += 2;
        if (text.charCodeAt(at - 1) === 45) at += 1;
        continue;
      }
      if (unit === 63 || unit === 0xff1f || unit === 0x061f) push(scan, SIGNS.question, at, at + 1);
      else if (unit === 33 || unit === 0xff01) push(scan, SIGNS.exclamation, at, at + 1);
      at += 1;
      // A dot inside of a word or number ("v1.2", "node.js") ends nothing; "?!" and "..." end one sentence.
      const isEnd = unit !== 46 || classAt(text, at) === UNIT.space;
      if (isEnd && unit !== 58) {
        while (at < length && isEndMark(text.charCodeAt(at))) {
          if (text.charCodeAt(at) === 63) push(scan, SIGNS.question, at, at + 1);
          at += 1;
        }
        scan.isOpen = false;
      }
    } else at += 1;
  }
}

function push(scan: ScannedWords, hash: number, start: number, end: number): void {
  const { hashes, starts, ends, sentences, wordCount } = scan;
  if (!scan.isOpen) {
    sentences[scan.sentenceCount] = wordCount;
    scan.sentenceCount += 1;
    scan.isOpen = true;
  }
  hashes[wordCount] = hash;
  starts[wordCount] = scan.base + start;
  ends[wordCount] = scan.base + end;
  scan.wordCount = wordCount + 1;
}

/** An apostrophe between letters, or the blank of "don t" and "it s", as texts have it that lost their apostrophes. */
function isJoint(text: string, at: number, kind: number, start: number): boolean {
  if (kind === UNIT.apostrophe) return classAt(text, at + 1) === UNIT.letter;
  if (text.charCodeAt(at) !== 32 || at - start < 2 || at - start > 8) return false;
  return text.charCodeAt(at + 1) === 116 && classAt(text, at + 2) === UNIT.space && text.charCodeAt(at - 1) === 110;
}

function isOfNumber(text: string, at: number): boolean {
  const kind = classOfUnit(text.charCodeAt(at));
  if (kind === UNIT.digit || kind === UNIT.letter) return true;
  const unit = text.charCodeAt(at);
  return (unit === 46 || unit === 44 || unit === 58) && classAt(text, at + 1) === UNIT.digit;
}

function isEndMark(unit: number): boolean {
  return unit === 33 || unit === 46 || unit === 63;
}

/** ":)", ":-(", ";D" and the like; 0 when there is none. */
function readFace(text: string, at: number): number {
  const eyes = text.charCodeAt(at);
  if (eyes !== 58 && eyes !== 59) return 0;
  const nose = text.charCodeAt(at + 1);
  const mouth = nose === 45 ? text.charCodeAt(at + 2) : nose;
  if (mouth === 41 || mouth === 68 || mouth === 80) return SIGNS.smile;
  return mouth === 40 || mouth === 47 || mouth === 124 ? SIGNS.frown : 0;
}
