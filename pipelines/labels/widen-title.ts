import type { TitleCandidate } from './pick-title.ts';
import type { Sentence } from './read-sentences.ts';
import { listContent, saysTogether } from './side-by-side.ts';

/** One word is a term: the part of a title that is a title itself has two at least. */
const FEWEST_STEMS = 2;
/** What so many headings say is a name that members gave the matter, and no accident of one of them. */
const FEWEST_HEADINGS = 3;
/** A word that this share of the members say is what a cluster is about, where each other word of its title is said by half as many at most. */
const MOST = 0.7;
/** A phrase of that word alone may be so much worse than the title. */
const AS_GOOD = 0.7;
/** The words that half of the members say are the core of a title: the others are said by so much fewer than each of them, and a phrase of it may be so much worse. */
const CORE = { share: 0.5, others: 0.8, asGood: 0.5 } as const;

/**
 * The candidates, best first, with one before them that says less than the first and more of the cluster, if there is one: a part that
 * members made a name, the word that most of them say, or the words that half of them do. `coverageOf` knows the share of the members that
 * say a stem.
 */
export function widenTitle(
  candidates: readonly TitleCandidate[],
  sentences: readonly Sentence[],
  coverageOf: (stem: string) => number,
): readonly TitleCandidate[] {
  const wider = preferWord(preferName(candidates, sentences), coverageOf);
  return wider === candidates ? preferCore(candidates, sentences, coverageOf) : wider;
}

/**
 * A part of the title is a name where several headings say it, most of them without what else the title says, and what its words say is
 * worth as much. "Query parameters" before "Dropdown list query parameter": the one heading that is a title tells of one case.
 */
function preferName(candidates: readonly TitleCandidate[], sentences: readonly Sentence[]): readonly TitleCandidate[] {
  const title = candidates[0];
  if (title === undefined || title.stems.length <= FEWEST_STEMS) return candidates;
  const headings = listContent(sentences.filter(({ isHeading }) => isHeading));
  let [best, most] = [title, FEWEST_HEADINGS - 1];
  for (const part of candidates) {
    if (part.fit < title.fit || !isPart(part, title)) continue;
    const count = countSaying(headings, part.stems, title);
    if (count > most) [best, most] = [part, count];
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

/** The words of the title that half of the members say, where they stand side by side: "Column in results table" before "Show order by column in results table". */
function preferCore(
  candidates: readonly TitleCandidate[],
  sentences: readonly Sentence[],
  coverageOf: (stem: string) => number,
): readonly TitleCandidate[] {
  const title = candidates[0];
  if (title === undefined || title.stems.length <= FEWEST_STEMS) return candidates;
  const core = title.stems.filter((stem) => coverageOf(stem) >= CORE.share);
  const most = CORE.others * Math.min(...core.map(coverageOf));
  if (title.stems.some((stem) => !core.includes(stem) && coverageOf(stem) > most)) return candidates;
  if (core.length < FEWEST_STEMS || core.length === title.stems.length) return candidates;
  const best = candidates.find(
    ({ stems }) => stems.length === core.length && core.every((stem) => stems.includes(stem)),
  );
  if (best === undefined || best.score < CORE.asGood * title.score) return candidates;
  return countSaying(listContent(sentences), core, title) < FEWEST_HEADINGS ? candidates : [best, ...candidates];
}

/** How many of these say the words of a part of the title side by side; 0 where most of them say more of the title. */
function countSaying(
  said: readonly (readonly string[])[],
  part: readonly string[],
  { stems: whole }: TitleCandidate,
): number {
  const saying = said.filter((stems) => saysTogether(stems, part));
  const rest = whole.filter((stem) => !part.includes(stem));
  const sayingMore = saying.filter((stems) => rest.some((stem) => stems.includes(stem)));
  return 2 * sayingMore.length > saying.length ? 0 : saying.length;
}

function isPart({ stems }: TitleCandidate, title: TitleCandidate): boolean {
  const { length } = stems;
  return length >= FEWEST_STEMS && length < title.stems.length && stems.every((stem) => title.stems.includes(stem));
}
