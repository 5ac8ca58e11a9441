import type { TitleCandidate } from './pick-title.ts';
import { type Mentions, visitMentions } from './read-mentions.ts';

/** Candidates further down are no better for being checked. */
const MOST_CHECKED = 120;
/** A post is about what a title says when it has this many of the title's content words, and where it is `wholly` this share of them. */
const SHARED = { words: 2, share: 0.7 } as const;
/** What a title is worth that no post bears out, against one that all do; nothing where a post says most of it. */
const LEAST_WORTH = 0.25;

/**
 * The best candidates, weighed anew by the share of the cluster's posts that bear them out. `numberOf` knows the stems
 * that are not rare in the cluster. A post that bears out a title `wholly` says most of it.
 */
export function checkTitles(
  mentions: Mentions,
  candidates: readonly TitleCandidate[],
  numberOf: (stem: string) => number | undefined,
  wholly = false,
): TitleCandidate[] {
  const checked = candidates.slice(0, MOST_CHECKED);
  const titlesOf = new Map<number, number[]>();
  for (const [i, { stems }] of checked.entries()) {
    for (const stem of stems) {
      const number = numberOf(stem);
      if (number !== undefined) titlesOf.set(number, [...(titlesOf.get(number) ?? []), i]);
    }
  }
  const lists = [...titlesOf.values()];
  const seen = new Int32Array(lists.length).fill(-1);
  const shared = new Int32Array(checked.length);
  const borne = new Int32Array(checked.length);
  const needed = checked.map(({ stems: { length } }) =>
    Math.max(Math.min(SHARED.words, length), wholly ? Math.ceil(SHARED.share * length) : 0),
  );
  const least = wholly ? 0 : LEAST_WORTH;
  let current = -1;
  visitMentions(mentions, [...titlesOf.keys()], (slot, position) => {
    if (position !== current) shared.fill(0);
    current = position;
    if (seen[slot] === position) return;
    seen[slot] = position;
    for (const i of lists[slot]!) {
      shared[i]! += 1;
      if (shared[i] === needed[i]) borne[i]! += 1;
    }
  });
  return checked
    .map((candidate, i) => {
      const worth = least + (1 - least) * (borne[i]! / mentions.rowCount);
      return { ...candidate, score: candidate.score * worth };
    })
    .sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}
