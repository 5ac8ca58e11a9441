import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TOPICS } from '../../../bench/tables/goals.ts';
import { createJudge, headGoal } from '../../../bench/tables/judge.ts';

test('a figure that reaches its goal is bold, one that misses it is not, and both name it', () => {
  const judge = createJudge('unknown');

  expect(judge.cell('dstc11_insurance', 'ARI', 0.764, { range: '.76 to .77' })).toBe('**.76** (.76 to .77; goal .70)');
  expect(judge.cell('stackoverflow', 'ARI', 0.598)).toBe('.60 (goal .62)');
  expect(judge.verdicts.map(({ of, isReached }) => [of, isReached])).toEqual([
    ['dstc11_insurance', true],
    ['stackoverflow', false],
  ]);
});

test('a figure that misses its goal by less than is shown gets one more digit', () => {
  const judge = createJudge('told');

  expect(judge.cell('stackoverflow', 'ACC', 0.8299)).toBe('.830 (goal .83)');
  expect(judge.cell('banking77_test', 'NMI', 0.7496)).toBe('.750 (goal .75)');
  expect(judge.cell('stackoverflow', 'ACC', 0.8)).toBe('.80 (goal .83)');
});

test('a goal of all sets stands in the head of its column', () => {
  const judge = createJudge('labels');

  expect(headGoal('labels', 'leak')).toBe('leak (goal .05)');
  expect(judge.cell('redash', 'leak', 0.04)).toBe('**.04**');
  expect(judge.cell('redash', 'leak', 0.06)).toBe('.06');
});

test('a goal may have two sides', () => {
  const judge = createJudge('unknown');

  expect(judge.cell('banking77_test', 'found / true', 0.99, { show: '76' })).toBe('**76**');
  expect(judge.cell('searchsnippets', 'found / true', 33, { show: '264' })).toBe('264');
  expect(judge.cell('dstc11_insurance', 'found / true', 0.5, { show: '11' })).toBe('11');
});

test('what has no goal is no verdict', () => {
  const judge = createJudge('unknown');

  expect(judge.cell('stackoverflow', 'found / true', 3.65, { show: '73' })).toBe('73');
  expect(judge.cell('a set of yours', 'ARI', 0.5)).toBe('.50');
  expect(judge.verdicts).toEqual([]);
});

test('every topic is a heading of docs/benchmarks.md', () => {
  const document = readFileSync('docs/benchmarks.md', 'utf8');
  const headings = [...document.matchAll(/^#+ (.+)$/gm)].map(([, text]) => text!.toLowerCase().replaceAll(' ', '-'));

  for (const { heading } of Object.values(TOPICS)) expect(headings).toContain(heading);
});
