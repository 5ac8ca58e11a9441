import { expect, test } from 'vitest';
import { fillTitle } from '#pipelines/labels/fill-title.ts';
import type { TitleCandidate } from '#pipelines/labels/pick-title.ts';
import { createSentenceReader } from '#pipelines/labels/read-sentences.ts';

const read = createSentenceReader();
const GROUP = candidate('User group', 1);
const FULLER = candidate('User group and permission', 0.9);
const SHARES = { user: 0.8, group: 0.8, permiss: 0.5 };

test('a phrase that holds the title and what half of the members say comes first', () => {
  expect(fill([GROUP, FULLER], { shares: SHARES })).toEqual(['User group and permission', 'User group']);
});

test.each([
  ['that says more than half of them do', [GROUP, FULLER], { ...SHARES, permiss: 0.49 }],
  ['that is worse', [GROUP, { ...FULLER, score: 0.89 }], SHARES],
  ['that leaves a word of the title out', [GROUP, candidate('Group permission', 0.9)], SHARES],
  ['that says the same', [GROUP, candidate('Group of users', 0.9)], SHARES],
])('a phrase %s does not', (_, candidates, shares) => {
  expect(fill(candidates, { shares })[0]).toBe('User group');
});

const QUEUE = candidate('Query in queue', 1);
const WORKERS = candidate('Queue workers', 0.8);
const QUEUE_SHARES = { queri: 0.6, queue: 0.5, worker: 0.7 };
const HEAVIEST = ['worker', 'queue'];
const SAID = ['Queue workers crash', 'How many workers of a queue?', 'The queue worker waits'];

test('a phrase of the two heaviest words that members say together comes before a title that leaves one out', () => {
  expect(fill([QUEUE, WORKERS], { shares: QUEUE_SHARES, heaviest: HEAVIEST, said: SAID })[0]).toBe('Queue workers');
});

test.each([
  ['that fewer than half of them say', [QUEUE, WORKERS], { ...QUEUE_SHARES, queue: 0.49 }, HEAVIEST, SAID],
  ['that they say together but twice', [QUEUE, WORKERS], QUEUE_SHARES, HEAVIEST, SAID.slice(1)],
  ['whose words are worth less', [QUEUE, { ...WORKERS, fit: 0.9 }], QUEUE_SHARES, HEAVIEST, SAID],
  ['that is worse', [QUEUE, { ...WORKERS, score: 0.79 }], QUEUE_SHARES, HEAVIEST, SAID],
  ['of words that the title holds', [QUEUE, WORKERS], QUEUE_SHARES, ['queri', 'queue'], SAID],
  ['of the only word that has a weight', [QUEUE, WORKERS], QUEUE_SHARES, ['worker'], SAID],
])('a phrase %s does not', (_, candidates, shares, heaviest, said) => {
  expect(fill(candidates, { shares, heaviest, said })[0]).toBe('Query in queue');
});

test('without candidates there is nothing to fill', () => {
  expect(fill([], { shares: SHARES })).toEqual([]);
});

function fill(
  candidates: readonly TitleCandidate[],
  {
    shares,
    heaviest = [],
    said = [],
  }: {
    readonly shares: Readonly<Record<string, number>>;
    readonly heaviest?: readonly string[];
    readonly said?: readonly string[];
  },
) {
  const sentences = said.flatMap((text) => read(text, 'en', { heading: 'none' }));
  return fillTitle(candidates, sentences, { coverageOf: (stem) => shares[stem] ?? 0, heaviest })
    .map(({ text }) => text)
    .slice(0, 2);
}

function candidate(text: string, score: number, fit = 1): TitleCandidate {
  const stems = read(text, 'en', { heading: 'none' }).flatMap(({ words }) => words.flatMap(({ stem }) => stem ?? []));
  return { text, key: [...stems].sort().join(' '), stems, fit, score };
}
