import type { TitleCandidate } from './pick-title.ts';
import type { Sentence } from './read-sentences.ts';

/** One word is a term: the part of a title that is a title itself has two at least. */
const FEWEST_STEMS = 2;
/** What so many headings say is a name that members gave the matter, and no accident of one of them. */
const FEWEST_HEADINGS = 3;
/** A word that this share of the members say is what a cluster is about, where each other word of its title is said by half as many at most. */
const MOST = 0.7;
/** A phrase of that word alone may be so much worse than the title. */
const AS_GOOD = 0.7;

/**
 * The candidates, best first, with one before them that says less than the first and more of the cluster, if there is one: a part that
 * members made a name, or the word that most of them say. `coverageOf` knows the share of the members that say a stem.
 */
export function widenTitle(
  candidates: readonly TitleCandidate[],
  sentences: readonly Sentence[],
  coverageOf: (stem: string) => number,
): readonly TitleCandidate[] {
  return preferWord(preferName(candidates, sentences), coverageOf);
}

/**
 * A part of the title is a name where several headings say it, most of them without what else the title says, and what its words say is
 * worth as much. "Query parameters" before "Dropdown list query parameter": the one heading that is a title tells of one case.
 */
function preferName(candidates: readonly TitleCandidate[], sentences: readonly Sentence[]): readonly TitleCandidate[] {
  const title = candidates[0];
  if (title === undefined || title.stems.length <= FEWEST_STEMS) return candidates;
  const headings = listHeadings(sentences);
  let [best, most] = [title, FEWEST_HEADINGS - 1];
  for (const part of candidates) {
    if (part.fit < title.fit || !isPart(part, title)) continue;
    const saying = headings.filter((stems) => saysTogether(stems, part.stems));
    const rest = title.stems.filter((stem) => !part.stems.includes(stem));
    const sayingMore = saying.filter((stems) => rest.some((stem) => stems.includes(stem)));
    if (saying.length <= most || 2 * sayingMore.length > saying.length) continue;
    [best, most] = [part, saying.length];
  }
  return best === title ? candidates : [best, ...candidates];
}

/** The phrase of the title's one word that most members say whose words are worth most: "Using Redis" before "Can it run without Redis". */
function preferWord(
  candidates: readonly TitleCandidate[],
  coverageOf: (stem: string) => number,
): readonly TitleCandidate[] {
  const title = candidates[0];
  if (title === undefined || title.stems.length < FEWEST_STEMS) return candidates;
  const word = title.stems.find((stem) => coverageOf(stem) >= MOST);
  if (word === undefined || title.stems.some((stem) => stem !== word && 2 * coverageOf(stem) > MOST)) return candidates;
  let best = title;
  for (const phrase of candidates) {
    const { stems, score, fit } = phrase;
    if (stems.length === 1 && stems[0] === word && score >= AS_GOOD * title.score && fit > best.fit) best = phrase;
  }
  return best === title ? candidates : [best, ...candidates];
}

/** The content stems of each heading, in order; the same ones once. */
function listHeadings(sentences: readonly Sentence[]): string[][] {
  const headings = new Map<string, string[]>();
  for (const { isHeading, words } of sentences) {
    if (!isHeading) continue;
    const stems = words.flatMap(({ stem }) => stem ?? []);
    headings.set(stems.join(' '), stems);
  }
  return [...headings.values()];
}

function isPart({ stems }: TitleCandidate, title: TitleCandidate): boolean {
  const { length } = stems;
  return length >= FEWEST_STEMS && length < title.stems.length && stems.every((stem) => title.stems.includes(stem));
}

/** Whether the words stand side by side, in any order. */
function saysTogether(stems: readonly string[], together: readonly string[]): boolean {
  return stems.some((_, i) => together.every((stem) => stems.slice(i, i + together.length).includes(stem)));
}
