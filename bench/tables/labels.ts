import path from 'node:path';
import type { LabelFigures } from '../labels.ts';
import { createJudge, headGoal } from './judge.ts';
import { listSets } from './list-sets.ts';
import { formatTable, showCount } from './markdown.ts';
import type { Measured, Section } from './section.ts';

export const labels: Section = {
  name: 'labels',
  needs: ['clusters', 'community'],
  async make({ data, run }) {
    const sets: LabelFigures[] = [];
    for (const file of ['clusters', 'community'].flatMap((folder) => listSets(path.join(data, folder))))
      sets.push(...(await run<LabelFigures>('labels', ['--data', file, '--json'])));
    return formatLabels(sets);
  },
};

export function formatLabels(sets: readonly LabelFigures[]): Measured {
  const judge = createJudge('labels');
  const rows = sets.map(({ name, clusters, hit, leak, sharedFirst, sharedTitle }) => [
    name,
    showCount(clusters),
    judge.cell(name, 'hit', hit),
    judge.cell(name, 'leak', leak),
    judge.cell(name, 'shared first terms', sharedFirst, { digits: 0 }),
    String(sharedTitle),
  ]);
  const goals = ['hit', 'leak', 'shared first terms'].map((figure) => headGoal('labels', figure));
  return { lines: formatTable(['set', 'clusters', ...goals, 'shared titles'], rows), verdicts: judge.verdicts };
}
