import type { TitleCandidate } from './pick-title.ts';
import type { Sentence } from './read-sentences.ts';

/** One word is a term: the part of a title that is a title itself has two at least. */
const FEWEST_STEMS = 2;
/** What so many headings say is a name that members gave the matter, and no accident of one of them. */
const FEWEST_HEADINGS = 3;

/**
 * The candidates, best first, with a part of the first one before it where members made that part a name: several headings say it, most of
 * them without what else the title says, and what its words say is worth as much. "Query parameters" before "Dropdown list query
 * parameter": the one heading that is a title tells of one case.
 */
export function widenTitle(
  candidates: readonly TitleCandidate[],
  sentences: readonly Sentence[],
): readonly TitleCandidate[] {
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
