import { expect, test } from 'vitest';
import { createJudge } from '../../../bench/tables/judge.ts';
import { summariseGoals } from '../../../bench/tables/summarise-goals.ts';

test('a topic says how many goals are reached and which figures miss theirs', () => {
  const judge = createJudge('labels');
  judge.cell('redash', 'hit', 0.98);
  judge.cell('redash', 'leak', 0.055);

  expect(summariseGoals([], judge.verdicts, '2026-11-27')).toEqual([
    '| goals | measured | reached | missed: figure (goal) |',
    '|---|---|---|---|',
    '| [Labels](#labels) | 2026-11-27 | 1 of 2 | redash: leak .06 (.05) |',
  ]);
});

test('what one set misses is named together', () => {
  const judge = createJudge('told');
  judge.cell('stackoverflow', 'ACC', 0.8);
  judge.cell('stackoverflow', 'NMI', 0.7);
  judge.cell('searchsnippets', 'ACC', 0.78);

  expect(summariseGoals([], judge.verdicts, '2026-11-27')[2]).toBe(
    '| [Clusters, number told](#clusters) | 2026-11-27 | 0 of 3 | stackoverflow: ACC .80 (.83), NMI .70 (.74); searchsnippets: ACC .78 (.82) |',
  );
});

test('what was measured anew takes the place of its row, and the rows of other topics stay, in the order of the document', () => {
  const growth = createJudge('growth');
  growth.cell('community', 'exponent', 0.8);
  const labels = createJudge('labels');
  labels.cell('redash', 'hit', 0.98);
  const before = summariseGoals([], growth.verdicts, '2026-11-26');

  const between = summariseGoals(before, labels.verdicts, '2026-11-27');
  const after = summariseGoals(between, growth.verdicts, '2026-11-28');

  expect(between.slice(2)).toEqual([
    '| [Labels](#labels) | 2026-11-27 | 1 of 1 | none |',
    '| [Growth](#growth) | 2026-11-26 | 1 of 1 | none |',
  ]);
  expect(after.slice(2)).toEqual([
    '| [Labels](#labels) | 2026-11-27 | 1 of 1 | none |',
    '| [Growth](#growth) | 2026-11-28 | 1 of 1 | none |',
  ]);
});
