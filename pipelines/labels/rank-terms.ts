import { type Mentions, visitMentions } from './read-mentions.ts';
import type { ClusterTerms } from './weigh-cluster-terms.ts';

export type RankedTerm = { readonly stem: number; readonly weight: number };

const MAX_CANDIDATES = 60;
/** A post that already has a term counts this much for the next one: the first three terms should reach most posts. */
const RESIDUE = 0.2;
/** A person reads the first three as a whole; those after them stand for themselves. */
const TOGETHER = 3;
/** What it costs that posts of other clusters say the term. */
const LEAK_COST = 5;

/**
 * The terms that tell a cluster's posts from others, best first, each for what it adds to those before it: the share of
 * posts that it reaches and they do not, times its contrast, less what it costs that others say it. Weights never rise
 * from term to term. The first one is of those that `mayLead`; where none may, all that there are come, and the caller joins two.
 */
export function rankTerms(
  mentions: Mentions,
  terms: ClusterTerms,
  { most, mayLead }: { most: number; mayLead: (stem: number) => boolean },
): RankedTerm[] {
  const candidates = [...terms].filter(([, { weight }]) => weight > 0).slice(0, MAX_CANDIDATES);
  const reached = findRows(
    mentions,
    candidates.map(([stem]) => stem),
  );
  const left = new Float64Array(mentions.rowCount).fill(1);
  const ranked: RankedTerm[] = [];
  const used = new Set<number>();
  const canLead = candidates.some(([stem]) => mayLead(stem));
  while (ranked.length < most && used.size < candidates.length) {
    let best = -1;
    let bestGain = Number.NEGATIVE_INFINITY;
    for (const [i, [stem, { contrast, outside }]] of candidates.entries()) {
      if (used.has(i) || (ranked.length === 0 && canLead && !mayLead(stem))) continue;
      let share = 0;
      for (const row of reached[i]!) share += left[row]!;
      const gain = (share / mentions.rowCount) * contrast - LEAK_COST * outside;
      if (gain > bestGain) {
        best = i;
        bestGain = gain;
      }
    }
    if (bestGain <= 0 && ranked.length > 0 && canLead) break;
    used.add(best);
    for (const row of reached[best]!) left[row]! *= RESIDUE;
    const weight = Math.max(0, Math.min(bestGain, ranked[ranked.length - 1]?.weight ?? bestGain));
    ranked.push({ stem: candidates[best]![0], weight });
    if (ranked.length >= TOGETHER) left.fill(1);
  }
  return ranked;
}

/** For each candidate the positions in `rows` of the posts that have it. */
function findRows(mentions: Mentions, candidates: readonly number[]): number[][] {
  const reached: number[][] = candidates.map(() => []);
  visitMentions(mentions, candidates, (slot, position) => {
    const list = reached[slot]!;
    if (list[list.length - 1] !== position) list.push(position);
  });
  return reached;
}
