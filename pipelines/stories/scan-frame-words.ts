import { classOfUnit, UNIT } from '#pipelines/kinds/code-units.ts';
import type { UseFrame } from './use-frames.ts';

/** A sentence by its offsets, and of which frames it holds a word: one bit each, in their order. */
export type FramedSentence = { readonly start: number; readonly end: number; readonly frames: number };

const MOST_FRAMES = 32;
/** All words of all frames fill less than a half of it. */
const TABLE_SIZE = 1024;
const NEWLINE = 10;
const EXCLAMATION_MARK = 33;
const DOT = 46;
const QUESTION_MARK = 63;
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
/** Behind these there are no two cases of a letter that a frame's word has. */
const LAST_FOLDED = 0x2fff;
const FOLDED = foldCase();

/**
 * @returns a function that finds the sentences of a text in which a word of a frame stands, and behind it one of those that
 * may follow: no frame matches any other.
 */
export function createFrameScan(
  frames: readonly Pick<UseFrame, 'words' | 'next'>[],
): (text: string) => readonly FramedSentence[] {
  if (frames.length > MOST_FRAMES) throw new RangeError(`At most ${MOST_FRAMES} frames have a bit each.`);
  /** By slot: a word, and the frames that it speaks for by itself, with the word behind it, and as that word. */
  const hashes = new Int32Array(TABLE_SIZE).fill(FNV_OFFSET);
  const alone = new Int32Array(TABLE_SIZE);
  const leading = new Int32Array(TABLE_SIZE);
  const following = new Int32Array(TABLE_SIZE);
  for (const [number, { words, next }] of frames.entries()) {
    for (const phrase of words.split('|').map(wordsOf)) {
      const last = phrase.at(-1)!;
      const before = phrase.at(-2);
      if (next !== undefined) leading[enter(last)]! |= 1 << number;
      else if (before === undefined) alone[enter(last)]! |= 1 << number;
      else {
        leading[enter(before)]! |= 1 << number;
        following[enter(last)]! |= 1 << number;
      }
    }
    for (const phrase of next?.split('|') ?? []) following[enter(wordsOf(phrase)[0]!)]! |= 1 << number;
  }

  function enter(word: string): number {
    const slot = slotOf(hashWord(word));
    hashes[slot] = hashWord(word);
    return slot;
  }

  function slotOf(hash: number): number {
    let slot = hash & (TABLE_SIZE - 1);
    while (hashes[slot] !== hash && hashes[slot] !== FNV_OFFSET) slot = (slot + 1) & (TABLE_SIZE - 1);
    return slot;
  }

  return (text) => {
    const sentences: FramedSentence[] = [];
    let start = 0;
    let found = 0;
    let awaited = 0;
    let hash = FNV_OFFSET;
    for (let at = 0; at <= text.length; at += 1) {
      const unit = at < text.length ? text.charCodeAt(at) : NEWLINE;
      const folded = FOLDED[unit]!;
      if (folded !== 0) {
        hash = Math.imul(hash ^ folded, FNV_PRIME);
        continue;
      }
      if (hash !== FNV_OFFSET) {
        const slot = slotOf(hash);
        found |= alone[slot]! | (awaited & following[slot]!);
        awaited = leading[slot]!;
        hash = FNV_OFFSET;
      }
      if (!isEndMark(unit) || (unit === DOT && at > start && goesOn(text, at + 1))) continue;
      if (found !== 0) sentences.push({ start, end: unit === NEWLINE ? at : at + 1, frames: found });
      start = at + 1;
      found = 0;
      awaited = 0;
    }
    return sentences;
  };
}

function isEndMark(unit: number): boolean {
  return unit === DOT || unit === NEWLINE || unit === QUESTION_MARK || unit === EXCLAMATION_MARK;
}

/** A dot inside of a word or a number ends nothing. */
function goesOn(text: string, at: number): boolean {
  return at < text.length && !isEndMark(text.charCodeAt(at)) && !/\s/.test(text.charAt(at));
}

function wordsOf(phrase: string): string[] {
  return phrase.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function hashWord(word: string): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ FOLDED[word.charCodeAt(at)]!, FNV_PRIME);
  return hash;
}

/** By code unit: the form that all cases of a letter share, as regular expressions without case have it; 0 for what is in no word. */
function foldCase(): Uint16Array {
  const folded = new Uint16Array(65536);
  for (let code = 0; code <= LAST_FOLDED; code += 1) {
    const kind = classOfUnit(code);
    if (kind !== UNIT.letter && kind !== UNIT.digit) continue;
    const small = String.fromCharCode(code).toUpperCase().toLowerCase();
    folded[code] = small.length === 1 ? small.charCodeAt(0) : code;
  }
  return folded;
}
