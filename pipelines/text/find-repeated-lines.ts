import { hashText } from '#pipelines/numerics/hash.ts';

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
export type IsRepeatedLine = (line: string) => Repetition;

/**
 * Learns the lines that many posts share: issue templates, signatures, footers of bots. Only posts of several lines are
 * counted: a post that is nothing but a common line is a statement of its author.
 */
export function findRepeatedLines(texts: Iterable<string>): IsRepeatedLine {
  const counts = new Uint16Array(TABLE_SIZE);
  let postCount = 0;
  for (const text of texts) {
    postCount += 1;
    for (const slot of new Set(slotsOf(text))) if (counts[slot]! < 65535) counts[slot]! += 1;
  }
  const least = Math.max(MIN_POSTS, Math.ceil(postCount * MIN_SHARE));
  const isFrequent = (text: string | null) => text !== null && counts[slotOf(text)]! >= least;
  return (line) => {
    const trimmed = line.trim();
    if (isCounted(trimmed) && isFrequent(trimmed)) return 'whole';
    return isFrequent(fieldOf(trimmed)) ? 'field' : null;
  };
}

/** The text without its repeated lines; unchanged where nothing else would be left. */
export function dropRepeatedLines(text: string, isRepeated: IsRepeatedLine): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  const repetitions = lines.map(isRepeated);
  const isTemplate = repetitions.filter((repetition) => repetition !== null).length >= MIN_TEMPLATE_LINES;
  const kept = lines.filter((_, i) => repetitions[i] === null || (repetitions[i] === 'field' && !isTemplate));
  return kept.length === lines.length || kept.every((line) => line.trim() === '') ? text : kept.join('\n');
}

function slotsOf(text: string): number[] {
  if (!text.includes('\n')) return [];
  const slots: number[] = [];
  for (const raw of text.slice(0, MAX_TEXT_LENGTH).split('\n')) {
    const line = raw.trim();
    if (isCounted(line)) slots.push(slotOf(line));
    const field = fieldOf(line);
    if (field !== null) slots.push(slotOf(field));
  }
  return slots;
}

/** What stands before a line's first colon, with the colon: the name of a template's field. */
function fieldOf(line: string): string | null {
  const colon = line.indexOf(':');
  return colon >= MIN_LINE_LENGTH - 1 && colon <= MAX_FIELD_LENGTH ? line.slice(0, colon + 1) : null;
}

function isCounted(line: string): boolean {
  return line.length >= MIN_LINE_LENGTH && line.length <= MAX_LINE_LENGTH;
}

function slotOf(line: string): number {
  return hashText(line) & (TABLE_SIZE - 1);
}
