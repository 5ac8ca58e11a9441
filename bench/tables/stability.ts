import path from 'node:path';
import type { StabilityFigures } from '../stability.ts';
import { createJudge, headGoal } from './judge.ts';
import { listSets, nameSet } from './list-sets.ts';
import { formatTable, short } from './markdown.ts';
import type { Measured, Section } from './section.ts';

type Shown = 'shuffled' | 'ari' | 'coverage' | 'kept' | 'keptOfAll' | 'clusters' | 'placed';
type SetFigures = Pick<StabilityFigures, Shown> & { readonly set: string };

const FORUMS = ['community/redash.jsonl.gz', 'community/travel-forum.jsonl.gz'] as const;

export const stability: Section = {
  name: 'stability',
  needs: ['clusters', ...FORUMS],
  async make({ data, run }) {
    const sets: SetFigures[] = [];
    for (const file of [...listSets(path.join(data, 'clusters')), ...FORUMS.map((forum) => path.join(data, forum))]) {
      const [figures] = await run<StabilityFigures>('stability', ['--data', file, '--json']);
      sets.push({ set: nameSet(file), ...figures! });
    }
    return formatStability(sets);
  },
};

export function formatStability(sets: readonly SetFigures[]): Measured {
  const judge = createJudge('stability');
  const rows = sets.map(({ set, ...of }) => [
    set,
    judge.cell(set, 'ARI of shuffled posts', of.shuffled),
    judge.cell(set, 'ARI of nine tenths', of.ari),
    short(of.coverage),
    judge.cell(set, 'ids kept', of.kept),
    ...[short(of.keptOfAll), short(of.clusters), short(of.placed)],
  ]);
  const head = [
    'set',
    headGoal('stability', 'ARI of shuffled posts', 'shuffled: ARI'),
    headGoal('stability', 'ARI of nine tenths', 'nine tenths: ARI of posts placed in both'),
    'placed or left out alike',
    headGoal('stability', 'ids kept', 'growth: posts that keep their id, of those placed in both'),
    ...['of all placed before', 'clusters that live on', 'placing: later posts as in the full run'],
  ];
  return { lines: formatTable(head, rows), verdicts: judge.verdicts };
}
