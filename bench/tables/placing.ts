import path from 'node:path';
import type { PlacingFigures } from '../placing.ts';
import { createJudge, headGoal } from './judge.ts';
import { listSets, nameSet } from './list-sets.ts';
import { formatTable, short, showCount, showPercent, showSeconds } from './markdown.ts';
import type { Measured, Section } from './section.ts';

type SetFigures = Omit<PlacingFigures, 'fit' | 'runFit' | 'runMs' | 'clusters' | 'n' | 'learned' | 'later'> & {
  readonly set: string;
};

const FORUM = 'community/redash.jsonl.gz';

export const placing: Section = {
  name: 'placing',
  needs: ['clusters', FORUM],
  async make({ data, run }) {
    const sets: SetFigures[] = [];
    for (const file of [...listSets(path.join(data, 'clusters')), path.join(data, FORUM)]) {
      const [figures] = await run<PlacingFigures>('placing', ['--data', file, '--json']);
      sets.push({ set: nameSet(file), ...figures! });
    }
    return formatPlacing(sets);
  },
};

export function formatPlacing(sets: readonly SetFigures[]): Measured {
  const judge = createJudge('placing');
  const rows = sets.map(({ set, ...of }) => [
    ...[set, showPercent(of.same), showPercent(of.other), showPercent(of.lost), showPercent(of.added)],
    ...[showSeconds(of.learnMs), `${short(of.p50Ms, 1)} ms`],
    judge.cell(set, 'ms alone (p95)', of.p95Ms, { digits: 1 }),
    judge.cell(set, 'posts a second', 1000 / of.placeMs, { show: showCount(1000 / of.placeMs) }),
  ]);
  const head = [
    ...['set', 'as the run did', 'in another cluster', 'left out', 'placed where the run left out'],
    ...['learning', 'a post alone, p50'],
    headGoal('placing', 'ms alone (p95)', 'ms alone, p95'),
    headGoal('placing', 'posts a second', 'together, posts a second'),
  ];
  return { lines: formatTable(head, rows), verdicts: judge.verdicts };
}
