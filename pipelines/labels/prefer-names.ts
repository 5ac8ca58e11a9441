import { WORTH } from './judge-phrase.ts';
import { type TitleCandidate, toTitle } from './pick-title.ts';
import type { Sentence, SurfaceWord } from './read-sentences.ts';

/** A longer run of words is a statement. */
const MOST_WORDS = 4;
/** A name that so many sentences say has come half the way from its place to a heading; one word alone takes more. */
const HALFWAY = { words: 6, oneWord: 25 } as const;
/** What one word alone may be worth. */
const ONE_WORD = 1.35;
/** How headings write a name counts more. */
const IN_HEADING = 3;
/** How one word is written without capitals counts less: "mysql" is MySQL. */
const HASTY = 0.5;
/** One word alone is named in the plural, "Charts", if it is written so this often. */
const PLURAL = 0.15;

/**
 * The candidates, best first, one per set of content words, each name in the place that members give it: words that stand side by side in
 * many sentences, as part of no longer name, are as good as a heading.
 */
export function preferNames(
  candidates: readonly TitleCandidate[],
  sentences: readonly Sentence[],
): readonly TitleCandidate[] {
  const find = indexSentences(candidates, sentences);
  const placed = candidates.map((candidate) => placeName(candidate, find));
  placed.sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  const keys = new Set<string>();
  return placed.filter(({ key }) => !keys.has(key) && keys.add(key));
}

type FindSentences = (stem: string) => readonly Sentence[];

/** The sentences that say a stem of some name, the same words once, as a heading where one says them. */
function indexSentences(candidates: readonly TitleCandidate[], sentences: readonly Sentence[]): FindSentences {
  const distinct = new Map<string, Sentence>();
  for (const sentence of sentences) {
    let said = '';
    for (const { stem } of sentence.words) if (stem !== undefined) said += `${stem} `;
    if (sentence.isHeading || !distinct.has(said)) distinct.set(said, sentence);
  }
  const saying = new Map<string, Sentence[]>();
  for (const { name } of candidates) if (name.length > 0) saying.set(name[0]!, []);
  for (const sentence of distinct.values()) {
    for (const { stem } of sentence.words) {
      const those = stem === undefined ? undefined : saying.get(stem);
      if (those !== undefined && those.at(-1) !== sentence) those.push(sentence);
    }
  }
  return (stem) => saying.get(stem) ?? [];
}

function placeName(candidate: TitleCandidate, find: FindSentences): TitleCandidate {
  const { name, place } = candidate;
  if (name.length === 0 || name.length > MOST_WORDS) return candidate;
  const { count, text } = countName(candidate, find(name[0]!));
  const isOne = name.length === 1;
  const way = Math.max(0, count - 1) / (count + (isOne ? HALFWAY.oneWord : HALFWAY.words));
  const better = isOne ? ONE_WORD * way : place + (WORTH.heading - place) * way;
  return { ...candidate, text, place: better, score: (candidate.score * better) / place };
}

/**
 * How many sentences say the name, less those in which a word stands beside it that often does: there it is part of a longer
 * name (C-value, Frantzi and Ananiadou 1996). And how the name is written.
 */
function countName({ name, text }: TitleCandidate, sentences: readonly Sentence[]): { count: number; text: string } {
  const written = new Map<string, number>();
  const [before, behind] = [new Map<string, number>(), new Map<string, number>()];
  let count = 0;
  for (const { words, isHeading } of sentences) {
    const start = findName(words, name);
    if (start < 0) continue;
    const end = start + name.length;
    count += 1;
    if (!isBorder(words, start, start - 1)) add(before, words[start - 1]!.stem!, 1);
    if (!isBorder(words, end, end)) add(behind, words[end]!.stem!, 1);
    const isHasty = name.length === 1 && isLowerCase(words[start]!.text);
    add(written, toTitle(words.slice(start, end), false), (isHeading ? IN_HEADING : 1) * (isHasty ? HASTY : 1));
  }
  const inLonger = Math.max(0, ...before.values(), ...behind.values());
  return { count: inLonger > 1 ? count - inLonger : count, text: pickWriting(written, text, name.length === 1) };
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function isLowerCase(text: string): boolean {
  return text === text.toLowerCase();
}

/** As most write it. */
function pickWriting(written: ReadonlyMap<string, number>, text: string, isOne: boolean): string {
  let [best, most, all] = [text, written.get(text) ?? 0, 0];
  for (const [title, times] of written) {
    all += times;
    if (times > most || (times === most && title < best)) [best, most] = [title, times];
  }
  return isOne && (written.get(`${best}s`) ?? 0) > PLURAL * all ? `${best}s` : best;
}

/** Where the words of a name begin, next to one another in one clause; -1 where they do not. */
function findName(words: readonly SurfaceWord[], name: readonly string[]): number {
  const last = name.length - 1;
  return words.findIndex((_, start) =>
    name.every((stem, i) => words[start + i]?.stem === stem && (i === last || !words[start + i]!.endsClause)),
  );
}

/** Whether nothing of content stands `beside` what begins or ends at `at`. */
function isBorder(words: readonly SurfaceWord[], at: number, beside: number): boolean {
  return words[beside]?.stem === undefined || (at > 0 && words[at - 1]!.endsClause);
}
