import { hashText } from '#pipelines/numerics/hash.ts';
import { classAt, classOfUnit, lowerOfUnit, UNIT, unitAt } from './code-units.ts';

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
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const APOSTROPHE = 39;
const NOSE = 45;

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
  scan.base = base;
  scan.isOpen = false;
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at);
    const kind = classOfUnit(unit);
    if (kind === UNIT.letter) at = scanWord(text, at, scan);
    else if (kind === UNIT.stop) at = scanStop(text, at, scan);
    else if (kind === UNIT.digit) at = scanNumber(text, at, scan);
    else if (kind === UNIT.high) at = scanSymbol(text, at, scan);
    else {
      if (kind === UNIT.single) push(scan, Math.imul(FNV_OFFSET ^ unit, FNV_PRIME), at, at + 1);
      else if (kind === UNIT.mask) push(scan, MASK_HASHES[unit - FIRST_MASK]!, at, at + 1);
      at += 1;
    }
  }
}

/** @returns where the word ends. So do the others. */
function scanWord(text: string, start: number, scan: ScannedWords): number {
  let hash = FNV_OFFSET;
  let at = start;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const kind = classOfUnit(unit);
    if (kind === UNIT.letter || kind === UNIT.digit || kind === UNIT.mark) {
      hash = Math.imul(hash ^ lowerOfUnit(unit), FNV_PRIME);
    } else if (isJoint(text, at, kind, at - start)) hash = Math.imul(hash ^ APOSTROPHE, FNV_PRIME);
    else break;
  }
  push(scan, hash, start, at);
  return at;
}

function scanNumber(text: string, start: number, scan: ScannedWords): number {
  let at = start;
  while (at < text.length && isOfNumber(text, at)) at += 1;
  push(scan, SIGNS.number, start, at);
  return at;
}

function scanSymbol(text: string, start: number, scan: ScannedWords): number {
  const symbol = String.fromCodePoint(text.codePointAt(start)!);
  push(scan, signHash(symbol), start, start + symbol.length);
  return start + symbol.length;
}

function scanStop(text: string, start: number, scan: ScannedWords): number {
  const face = readFace(text, start);
  if (face !== 0) {
    push(scan, face, start, start + 2);
    return start + (unitAt(text, start + 1) === NOSE ? 3 : 2);
  }
  const unit = text.charCodeAt(start);
  if (unit === 63 || unit === 0xff1f || unit === 0x061f) push(scan, SIGNS.question, start, start + 1);
  else if (unit === 33 || unit === 0xff01) push(scan, SIGNS.exclamation, start, start + 1);
  let at = start + 1;
  // A dot inside of a word or number ("v1.2", "node.js") ends nothing; "?!" and "..." end one sentence.
  if (unit === 58 || (unit === 46 && classAt(text, at) !== UNIT.space)) return at;
  for (; at < text.length && isEndMark(text.charCodeAt(at)); at += 1) {
    if (text.charCodeAt(at) === 63) push(scan, SIGNS.question, at, at + 1);
  }
  scan.isOpen = false;
  return at;
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
function isJoint(text: string, at: number, kind: number, length: number): boolean {
  if (kind === UNIT.apostrophe) return classAt(text, at + 1) === UNIT.letter;
  if (kind !== UNIT.space || length < 2 || length > 8 || text.charCodeAt(at) !== 32) return false;
  return text.charCodeAt(at - 1) === 110 && unitAt(text, at + 1) === 116 && classAt(text, at + 2) === UNIT.space;
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
  const nose = unitAt(text, at + 1);
  const mouth = nose === NOSE ? unitAt(text, at + 2) : nose;
  if (mouth === 41 || mouth === 68 || mouth === 80) return SIGNS.smile;
  return mouth === 40 || mouth === 47 || mouth === 124 ? SIGNS.frown : 0;
}
