import { expect, test } from 'vitest';
import { hashPair } from '#pipelines/numerics/hash.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';

const WHAT = ['Export to CSV', 'The CSV export', 'My CSV download', 'Saving a query as CSV', 'Bulk CSV export'];
const FAILS = ['hangs', 'never finishes', 'freezes', 'times out', 'gets stuck', 'fails silently', 'takes half an hour'];
const WHEN = [
  'on large queries',
  'for big tables',
  'since the update',
  'in Firefox',
  'during office hours',
  'for reports',
];
const SMALL = {
  webhook: [
    'The webhook for closed invoices is delivered twice',
    'Every invoice webhook comes in double',
    'Why do I get the invoice webhook twice?',
  ],
  dark: ['Please add a dark mode', 'A dark theme would be lovely at night', 'Dark mode for night owls, please'],
};

test.each([100, 200])('matters of three stand beside one of %d', (count) => {
  const ofLarge = drawLarge(count).map((text, i) => ({ id: `large-${i}`, text, authorId: `l${i}` }));
  const ofSmall = Object.entries(SMALL).flatMap(([name, texts]) =>
    texts.map((text, i) => ({ id: `${name}-${i}`, text, authorId: `${name}${i}` })),
  );

  const { clusters } = runPipeline([...ofLarge, ...ofSmall], {}, {}, readWordVectors());

  const small = clusters
    .map(({ members }) => members.map(({ postId }) => postId.split('-')[0]!))
    .filter((names) => !names.includes('large'));
  expect(small.sort()).toEqual([
    ['dark', 'dark', 'dark'],
    ['webhook', 'webhook', 'webhook'],
  ]);
});

function drawLarge(count: number): string[] {
  const all = WHAT.flatMap((what) => FAILS.flatMap((fails) => WHEN.map((when) => `${what} ${fails} ${when}`)));
  const lots = all.map((text, i) => ({ text, lot: hashPair(i, 1) }));
  return lots
    .sort((a, b) => a.lot - b.lot)
    .slice(0, count)
    .map(({ text }) => text);
}
