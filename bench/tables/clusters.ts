import path from 'node:path';
import { mean, type QualityFigures } from '../quality.ts';
import { createJudge, headGoal } from './judge.ts';
import { listSets, nameSet } from './list-sets.ts';
import { formatTable, short } from './markdown.ts';
import type { Measured, Section } from './section.ts';

export type SetFigures = {
  readonly set: string;
  readonly unknown: QualityFigures;
  readonly wordless: QualityFigures;
  /** Null where some posts belong nowhere: then not every post can be placed. */
  readonly told: QualityFigures | null;
};
const LOST = 'mean ARI lost without word vectors';
type Score = keyof QualityFigures['lowest'];

export const clusters: Section = {
  name: 'clusters',
  needs: ['clusters'],
  async make({ data, run }) {
    const sets: SetFigures[] = [];
    for (const file of listSets(path.join(data, 'clusters'))) {
      const score = async (...options: string[]) =>
        (await run<QualityFigures>('quality', ['--data', file, '--json', ...options]))[0]!;
      const unknown = await score();
      const wordless = await score('--no-vectors');
      const told = unknown.hasNoise ? null : await score('--clusters', String(unknown.labelCount));
      sets.push({ set: nameSet(file), unknown, wordless, told });
    }
    return formatClusters(sets);
  },
};

export function formatClusters(sets: readonly SetFigures[]): Measured {
  const judge = createJudge('unknown');
  const rows = sets.map(({ set, unknown, wordless }) => {
    const cell = (figure: string, score: Score) =>
      judge.cell(set, figure, unknown[score], { range: rangeOf(unknown, score) });
    return [
      `${set} (${unknown.labelCount})`,
      judge.cell(set, 'found / true', unknown.k / unknown.labelCount, { show: unknown.k.toFixed(0) }),
      cell('ARI', 'ari'),
      cell('B-cubed', 'b3'),
      unknown.hasNoise ? cell('noise F1', 'noiseF1') : '-',
      `${short(wordless.ari)} (${rangeOf(wordless, 'ari')})`,
    ];
  });
  const lost = mean(sets.map(({ unknown, wordless }) => unknown.ari - wordless.ari));
  const head = ['set', 'found', 'ARI', 'B-cubed F1', 'noise F1', 'ARI without word vectors'];
  const told = formatTold(sets);
  return {
    lines: [
      'Means over 5 seeds (lowest to highest; goal). In brackets behind a set: its true number of clusters. Where posts belong nowhere B-cubed is B3\\*.',
      '',
      `Number of clusters unknown; ${headGoal('unknown', 'found / true', 'found over true ones')}:`,
      '',
      ...formatTable(head, rows),
      '',
      `${headGoal('unknown', LOST, 'Mean ARI lost without word vectors')}: ${judge.cell('', LOST, lost)}.`,
      '',
      ...told.lines,
    ],
    verdicts: [...judge.verdicts, ...told.verdicts],
  };
}

function formatTold(sets: readonly SetFigures[]): Measured {
  const judge = createJudge('told');
  const rows = sets.flatMap(({ set, told }) => {
    if (told === null) return [];
    const cell = (figure: string, score: Score) =>
      judge.cell(set, figure, told[score], { range: rangeOf(told, score) });
    return [[`${set} (${told.labelCount})`, cell('ACC', 'acc'), cell('NMI', 'nmi'), cell('ARI', 'ari')]];
  });
  if (rows.length === 0) return { lines: [], verdicts: [] };
  const lines = ['Number told, every post placed:', '', ...formatTable(['set', 'ACC', 'NMI', 'ARI'], rows)];
  return { lines, verdicts: judge.verdicts };
}

function rangeOf({ lowest, highest }: QualityFigures, score: Score): string {
  return `${short(lowest[score])} to ${short(highest[score])}`;
}
