import { stemsOf } from '#pipelines/vectors/weigh-terms.ts';
import type { TitleCandidate } from './pick-title.ts';
import type { ClusterRows } from './rank-terms.ts';

/** Candidates further down are no better for being checked. */
const MOST_CHECKED = 40;
/** A post is about what a title says when it has this many of the title's content words. */
const WORDS_SHARED = 2;
/** What a title is worth that only one post bears out, against one that all do. */
const LEAST_WORTH = 0.6;

/** The best candidates, weighed anew by the share of the cluster's posts that bear them out. */
export function checkTitles(
  { tokenised, folded, rows }: ClusterRows,
  candidates: readonly TitleCandidate[],
): TitleCandidate[] {
  const checked = candidates.slice(0, MOST_CHECKED);
  const titlesOf = new Map<string, number[]>();
  const needed = checked.map(({ stems }, i) => {
    for (const stem of stems) titlesOf.set(stem, [...(titlesOf.get(stem) ?? []), i]);
    return Math.min(WORDS_SHARED, stems.length);
  });
  const borne = new Int32Array(checked.length);
  const shared = new Int32Array(checked.length);
  const seen = new Int32Array(tokenised.vocabulary.length);
  for (const [position, row] of rows.entries()) {
    shared.fill(0);
    for (const stem of stemsOf(tokenised, folded.distinct[row]!)) {
      if (stem < 0 || seen[stem] === position + 1) continue;
      seen[stem] = position + 1;
      for (const i of titlesOf.get(tokenised.vocabulary[stem]!) ?? []) shared[i]! += 1;
    }
    for (let i = 0; i < shared.length; i += 1) if (shared[i]! >= needed[i]!) borne[i]! += 1;
  }
  return checked
    .map((candidate, i) => ({
      ...candidate,
      score: candidate.score * (LEAST_WORTH + (1 - LEAST_WORTH) * (borne[i]! / rows.length)),
    }))
    .sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}
