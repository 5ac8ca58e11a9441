import { contentStems, rankSurprise } from '#pipelines/stories/rank-surprise.ts';

/** A telling of use, and what a person says of it: U unexpected, E expected, V vague, N no use, ? nobody looked. */
export type JudgedUse = {
  readonly id: string;
  readonly sentence: string;
  readonly purpose: string;
  readonly strength: number;
  readonly letter: string;
};

type RankedUse = JudgedUse & { readonly surprise: number };
export type Ranking = {
  readonly ranked: readonly RankedUse[];
  readonly unexpected: number;
  /** Unexpected ones among the first 10 and 20. */
  readonly first10: number;
  readonly first20: number;
  /** How often an unexpected use stands before another one, 0..1. */
  readonly area: number;
};

/** Ranks tellings as the product does. */
export function rankUses(
  uses: readonly JudgedUse[],
  { intended, docs }: { readonly intended: readonly string[]; readonly docs: string },
): Ranking {
  const docStems = countStems(docs);
  const surprises = rankSurprise(uses, { intended, docStems, surprising: [] });
  const ranked = uses
    .map((use, i) => ({ ...use, surprise: surprises[i]! }))
    .sort((a, b) => b.surprise - a.surprise || (a.id < b.id ? -1 : 1));
  const share = (count: number) => ranked.slice(0, count).filter(({ letter }) => letter === 'U').length;
  const area = areaUnder(ranked.map(({ letter }) => letter));
  return { ranked, unexpected: share(ranked.length), first10: share(10), first20: share(20), area };
}

/** How many of the first are unexpected, and the first `shown` of them. */
export function formatRanking({ ranked, unexpected, first10, first20, area }: Ranking, shown: number): string {
  return [
    `  ranked ${ranked.length}, unexpected ${unexpected}; of the first 10: ${first10}, of the first 20: ${first20}; area under the curve ${area.toFixed(3)}`,
    ...ranked
      .slice(0, shown)
      .map(
        ({ letter, surprise, id, purpose, sentence }, place) =>
          `  ${String(place + 1).padStart(3)} ${letter} ${surprise.toFixed(3)} ${id}: ${purpose}\n        ${sentence}`,
      ),
  ].join('\n');
}

function areaUnder(letters: readonly string[]): number {
  const unexpected = letters.filter((letter) => letter === 'U').length;
  let before = 0;
  let others = 0;
  for (const letter of letters) {
    if (letter === 'U') before += letters.length - unexpected - others;
    else others += 1;
  }
  return before / Math.max(1, unexpected * (letters.length - unexpected));
}

function countStems(docs: string): Record<string, number> {
  const counts: Record<string, number> = Object.create(null);
  for (const line of docs.split(/[\s,.;:]+/))
    for (const stem of contentStems(line)) counts[stem] = (counts[stem] ?? 0) + 1;
  return counts;
}
