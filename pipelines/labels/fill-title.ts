import type { TitleCandidate } from './pick-title.ts';
import type { Sentence } from './read-sentences.ts';
import { listContent, saysTogether } from './side-by-side.ts';

/** Of the members: what so many say belongs to the matter. */
const MOST = 0.5;
/** A phrase that holds the whole title may be so much worse than it; one of the two heaviest words so much, for its form. */
const AS_GOOD = { whole: 0.9, heaviest: 0.8 } as const;
/** Sentences in which two words stand side by side before they are one matter. */
const FEWEST_SENTENCES = 3;

/** What is known of a cluster's words. */
export type SaidWords = {
  /** The share of the members that say a stem. */
  readonly coverageOf: (stem: string) => number;
  /** The two stems of most weight, or fewer. */
  readonly heaviest: readonly string[];
};

/** The candidates, best first, with one before them that says more of what most members say than the first does, if there is one. */
export function fillTitle(
  candidates: readonly TitleCandidate[],
  sentences: readonly Sentence[],
  words: SaidWords,
): readonly TitleCandidate[] {
  const title = candidates[0];
  if (title === undefined) return candidates;
  const fuller = findFuller(title, candidates, words) ?? findHeaviest(title, candidates, sentences, words);
  return fuller === undefined ? candidates : [fuller, ...candidates];
}

/** The whole title and what most say besides: "User group and permission" before "User group". */
function findFuller(
  title: TitleCandidate,
  candidates: readonly TitleCandidate[],
  { coverageOf }: SaidWords,
): TitleCandidate | undefined {
  return candidates.find(
    ({ stems, score }) =>
      score >= AS_GOOD.whole * title.score &&
      stems.length > title.stems.length &&
      title.stems.every((stem) => stems.includes(stem)) &&
      stems.every((stem) => title.stems.includes(stem) || coverageOf(stem) >= MOST),
  );
}

/** The two heaviest words, where the title leaves one out and members say them together: "Queue workers" before "Query in queue". */
function findHeaviest(
  title: TitleCandidate,
  candidates: readonly TitleCandidate[],
  sentences: readonly Sentence[],
  { coverageOf, heaviest }: SaidWords,
): TitleCandidate | undefined {
  if (heaviest.length < 2 || heaviest.every((stem) => title.stems.includes(stem))) return undefined;
  const best = candidates.find(
    ({ stems, fit, score }) =>
      fit >= title.fit &&
      score >= AS_GOOD.heaviest * title.score &&
      heaviest.every((stem) => stems.includes(stem)) &&
      stems.every((stem) => coverageOf(stem) >= MOST),
  );
  if (best === undefined) return undefined;
  const together = listContent(sentences).filter((stems) => saysTogether(stems, heaviest));
  return together.length < FEWEST_SENTENCES ? undefined : best;
}
