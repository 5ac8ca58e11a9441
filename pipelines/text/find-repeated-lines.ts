import { dropPastedCode } from './drop-pasted-code.ts';
import { isSpace } from './is-space.ts';
import { endOfLine } from './scan-text.ts';

const TABLE_SIZE = 1 << 22;
/** Shorter lines ("Thanks!") repeat by themselves. */
const MIN_LINE_LENGTH = 10;
const MAX_LINE_LENGTH = 240;
const MAX_FIELD_LENGTH = 60;
/** Beyond this features are not read either. */
const MAX_TEXT_LENGTH = 12_000;
/** A line is a template or a signature when this many posts, and this share of them, carry it. */
const MIN_POSTS = 6;
const MIN_SHARE = 0.002;

/** In a post that fills in a template, this many of its lines are known ones. */
const MIN_TEMPLATE_LINES = 2;

/** `whole`: the line is boilerplate. `field`: it begins like a template's field ("Redash Version: 8.0"). */
export type Repetition = 'whole' | 'field' | null;
/** Of a line of a text: `text.slice(start, end)`. */
export type IsRepeatedLine = (text: string, start: number, end: number) => Repetition;

/** In how many posts each line was met, by a hash of it, and how many make it a repeated one. */
export type CountedLines = { readonly counts: Uint16Array; readonly least: number };

/**
 * Counts the lines that many posts share: issue templates, signatures, footers of bots. Only posts of several lines are
 * counted: a post that is nothing but a common line is a statement of its author.
 */
export function countLines(texts: Iterable<string>): CountedLines {
  const counts = new Uint16Array(new SharedArrayBuffer(2 * TABLE_SIZE));
  const slots = new Int32Array((2 * MAX_TEXT_LENGTH) / MIN_LINE_LENGTH);
  let postCount = 0;
  for (const text of texts) {
    postCount += 1;
    if (!text.includes('\n')) continue;
    const own = slots.subarray(0, readSlots(text, slots)).sort();
    for (let i = 0; i < own.length; i += 1) {
      const slot = own[i]!;
      if (slot !== own[i - 1] && counts[slot]! < 65535) counts[slot]! += 1;
    }
  }
  return { counts, least: Math.max(MIN_POSTS, Math.ceil(postCount * MIN_SHARE)) };
}

/** Without counted lines none is a repeated one. */
export function createLineTest(lines: CountedLines | null): IsRepeatedLine {
  if (lines === null) return () => null;
  const { counts, least } = lines;
  const isFrequent = (slot: number) => slot !== NONE && counts[slot]! >= least;
  return (text, start, end) => {
    const from = trimStart(text, start, end);
    const to = trimEnd(text, from, end);
    if (isFrequent(slotOfLine(text, from, to))) return 'whole';
    return isFrequent(slotOfField(text, from, to)) ? 'field' : null;
  };
}

/** The text without its repeated lines; unchanged where nothing else would be left. */
export function dropRepeatedLines(text: string, isRepeated: IsRepeatedLine): string {
  if (!text.includes('\n') || !hasRepeatedLine(text, isRepeated)) return text;
  // Before its lines go one by one: what is left of a settings file that many posts paste would not look like one.
  const lines = dropPastedCode(text).split('\n');
  const repetitions = lines.map((line) => isRepeated(line, 0, line.length));
  const isTemplate = repetitions.filter((repetition) => repetition !== null).length >= MIN_TEMPLATE_LINES;
  const kept = lines.filter((_, i) => repetitions[i] === null || (repetitions[i] === 'field' && !isTemplate));
  return kept.every((line) => line.trim() === '') ? text : kept.join('\n');
}

export function hasRepeatedLine(text: string, isRepeated: IsRepeatedLine): boolean {
  for (let start = 0; start <= text.length; ) {
    const end = endOfLine(text, start);
    if (isRepeated(text, start, end) !== null) return true;
    start = end + 1;
  }
  return false;
}

/** Writes the slots of a text's lines and of their fields; returns how many there are. */
function readSlots(text: string, slots: Int32Array): number {
  const length = Math.min(text.length, MAX_TEXT_LENGTH);
  let count = 0;
  for (let start = 0; start < length; ) {
    const end = endOfLine(text, start, length);
    const from = trimStart(text, start, end);
    const to = trimEnd(text, from, end);
    for (const slot of [slotOfLine(text, from, to), slotOfField(text, from, to)]) {
      if (slot === NONE) continue;
      slots[count] = slot;
      count += 1;
    }
    start = end + 1;
  }
  return count;
}

function trimStart(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

const NONE = -1;

function slotOfLine(text: string, start: number, end: number): number {
  return end - start >= MIN_LINE_LENGTH && end - start <= MAX_LINE_LENGTH ? slotOf(text, start, end) : NONE;
}

/** Of what stands before a line's first colon, with the colon: the name of a template's field. */
function slotOfField(text: string, start: number, end: number): number {
  const last = Math.min(end, start + MAX_FIELD_LENGTH + 1);
  let colon = start;
  while (colon < last && text.charCodeAt(colon) !== COLON) colon += 1;
  return colon < last && colon - start >= MIN_LINE_LENGTH - 1 ? slotOf(text, start, colon + 1) : NONE;
}

const COLON = 58;

/** A part of `hashText` of the line. */
function slotOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash & (TABLE_SIZE - 1);
}
