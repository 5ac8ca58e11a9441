import { contentStems, rankSurprise } from '#pipelines/stories/rank-surprise.ts';

/** A telling of use, and what a person says of it: U unexpected, E expected, V vague, N no use, ? nobody looked. */
export type JudgedUse = {
  readonly id: string;
  readonly sentence: string;
  readonly purpose: string;
  readonly strength: number;
  readonly letter: string;
};

/** Ranks tellings as the product does, and prints how many of the first are unexpected. */
export function rankBench(
  uses: readonly JudgedUse[],
  { intended, docs }: { readonly intended: readonly string[]; readonly docs: string },
  shown: number,
): void {
  const docStems = countStems(docs);
  const surprises = rankSurprise(uses, { intended, docStems, surprising: [] });
  const ranked = uses
    .map((use, i) => ({ ...use, surprise: surprises[i]! }))
    .sort((a, b) => b.surprise - a.surprise || (a.id < b.id ? -1 : 1));
  const share = (count: number) => ranked.slice(0, count).filter(({ letter }) => letter === 'U').length;
  console.log(
    `  ranked ${ranked.length}, unexpected ${share(ranked.length)}; of the first 10: ${share(10)}, of the first 20: ${share(20)}; area under the curve ${areaUnder(ranked.map(({ letter }) => letter)).toFixed(3)}`,
  );
  for (const [place, { letter, surprise, id, purpose, sentence }] of ranked.slice(0, shown).entries()) {
    console.log(
      `  ${String(place + 1).padStart(3)} ${letter} ${surprise.toFixed(3)} ${id}: ${purpose}\n        ${sentence}`,
    );
  }
}

/** How often an unexpected use stands before another one. */
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
