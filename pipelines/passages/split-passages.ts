import { maskProse } from '#pipelines/kinds/mask-prose.ts';
import { hasRepeatedLine, type IsRepeatedLine } from '#pipelines/text/find-repeated-lines.ts';
import { isAscii } from '#pipelines/text/is-ascii.ts';

/** A part of a text: `text.slice(start, end)`. */
export type Passage = { readonly start: number; readonly end: number };

/** Shorter posts speak of one matter. */
export const LONG_POST_WORDS = 60;
/** A passage says one thing: a paragraph up to here, a group of sentences of a longer one. */
const MOST_WORDS = 60;
/** Shorter lines (a heading, "Hi all,") go with what follows. */
const FEWEST_WORDS = 12;
const MAX_LENGTH = 12_000;
/** Where so much was taken out, what is left says little. */
const MANY_MASKS = 3;
const MANY_NAMES = 4;
const SQL = /\b(?:SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY|INSERT INTO|UNION|RUN|ENV|USER)\b/g;

type Unit = Passage & { readonly words: number; readonly opensParagraph: boolean };

/** A text in which passages are looked for: what is not the author's prose is masked, every place is where it was. */
export function maskText(text: string): string {
  return maskProse(text.slice(0, MAX_LENGTH));
}

/**
 * The passages of a long post, in order; none of a short one. Code, quotes and traces belong to no passage, and no passage
 * reaches across them.
 *
 * @param masked see `maskText`.
 * @returns with the text that they were cut out of: repeated lines are blank.
 */
export function splitPassages(
  masked: string,
  isRepeatedLine: IsRepeatedLine = () => null,
): { readonly passages: readonly Passage[]; readonly prose: string } {
  const none = { passages: [], prose: '' };
  const prose = maskRepeatedLines(masked, isRepeatedLine);
  const units = readUnits(prose);
  if (units.reduce((sum, { words }) => sum + words, 0) <= LONG_POST_WORDS) return none;
  const passages: { start: number; end: number; words: number }[] = [];
  let isClosed = true;
  for (const [i, unit] of units.entries()) {
    const last = passages.at(-1);
    const isCut = /[\ue001\ue002]\s*\n/.test(prose.slice(last?.end ?? 0, unit.start));
    const isFull = last !== undefined && last.words + unit.words > MOST_WORDS;
    const isNew = unit.opensParagraph && (last?.words ?? 0) >= FEWEST_WORDS;
    if (last === undefined || isClosed || isCut || isFull || isNew) passages.push({ ...unit });
    else {
      last.end = unit.end;
      last.words += unit.words;
    }
    isClosed = i === units.length - 1;
  }
  const long = passages.filter(({ start, end, words }) => words >= FEWEST_WORDS && !isCode(prose.slice(start, end)));
  return { passages: long.map(({ start, end }) => ({ start, end })), prose };
}

/** What a template says of itself is nobody's matter. */
function maskRepeatedLines(prose: string, isRepeatedLine: IsRepeatedLine): string {
  if (!prose.includes('\n') || !hasRepeatedLine(prose, isRepeatedLine)) return prose;
  return prose
    .split('\n')
    .map((line) => (isRepeatedLine(line, 0, line.length) === null ? line : ' '.repeat(line.length)))
    .join('\n');
}

/** Sentences and lines of prose. */
function readUnits(prose: string): Unit[] {
  const units: Unit[] = [];
  let opensParagraph = true;
  for (const match of prose.matchAll(/[^\n]*?(?:[.!?…]+["”')\]]*(?=\s)|[。！？]|\n|$)/g)) {
    if (match[0] === '') continue;
    const found = match[0].trim();
    const start = match.index + match[0].indexOf(found);
    const words = isCode(found) ? 0 : countWords(found);
    if (words > 0) units.push({ start, end: start + found.length, words, opensParagraph });
    opensParagraph = match[0].endsWith('\n') || (words === 0 && opensParagraph);
  }
  return units;
}

/** Settings, commands, logs and SQL that nobody marked as code. */
function isCode(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return (
    count(/[_=<>{}|\\/:;$*#&@[\]]/g) * 15 > text.length ||
    count(/[\ue001-\ue003]/g) >= MANY_MASKS ||
    count(/\w_\w+/g) >= MANY_NAMES ||
    count(SQL) >= 2
  );
}

function countWords(text: string): number {
  if (isAscii(text)) return text.match(/[A-Za-z\d][A-Za-z\d'._-]*/g)?.length ?? 0;
  const spaced = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’._-]*/gu) ?? [];
  let count = 0;
  // Scripts without spaces: about two characters to a word.
  for (const word of spaced)
    count += /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u.test(word) ? Math.ceil(word.length / 2) : 1;
  return count;
}
