import { hashText } from '#pipelines/numerics/hash.ts';

const TABLE_SIZE = 1 << 22;
/** Shorter lines ("Thanks!") repeat by themselves. */
const MIN_LINE_LENGTH = 10;
const MAX_LINE_LENGTH = 240;
/** A line is a template or a signature when this many posts, and this share of them, carry it. */
const MIN_POSTS = 6;
const MIN_SHARE = 0.002;

/** Tells whether a line is boilerplate: part of an issue template, a signature, a bot's footer. */
export type IsRepeatedLine = (line: string) => boolean;

/**
 * Learns the lines that many posts share. Only posts of several lines are counted: a post that is nothing but a
 * common line is a statement of its author.
 */
export function findRepeatedLines(texts: Iterable<string>): IsRepeatedLine {
  const counts = new Uint16Array(TABLE_SIZE);
  let postCount = 0;
  for (const text of texts) {
    postCount += 1;
    for (const slot of new Set(slotsOf(text))) if (counts[slot]! < 65535) counts[slot]! += 1;
  }
  const least = Math.max(MIN_POSTS, Math.ceil(postCount * MIN_SHARE));
  return (line) => isCounted(line.trim()) && counts[slotOf(line.trim())]! >= least;
}

/** The text without its repeated lines; unchanged where nothing else would be left. */
export function dropRepeatedLines(text: string, isRepeated: IsRepeatedLine): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  const kept = lines.filter((line) => !isRepeated(line));
  return kept.length === lines.length || kept.every((line) => line.trim() === '') ? text : kept.join('\n');
}

function slotsOf(text: string): number[] {
  if (!text.includes('\n')) return [];
  const lines = text.slice(0, 12_000).split('\n');
  return lines
    .map((line) => line.trim())
    .filter(isCounted)
    .map(slotOf);
}

function isCounted(line: string): boolean {
  return line.length >= MIN_LINE_LENGTH && line.length <= MAX_LINE_LENGTH;
}

function slotOf(line: string): number {
  return hashText(line) & (TABLE_SIZE - 1);
}
