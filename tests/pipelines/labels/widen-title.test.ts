import { expect, test } from 'vitest';
import type { TitleCandidate } from '#pipelines/labels/pick-title.ts';
import { createSentenceReader } from '#pipelines/labels/read-sentences.ts';
import { widenTitle } from '#pipelines/labels/widen-title.ts';

const read = createSentenceReader();
const title = candidate('Dropdown list query parameter', 2);
const part = candidate('Query parameters', 1, 1.1);
const NAMED = ['Query parameters in alerts', 'Parameters of a query by URL', 'Text for query parameters'];

test('a part of a title that three headings say without the rest comes first', () => {
  expect(widen(NAMED)).toEqual(['Query parameters', 'Dropdown list query parameter']);
});

test.each([
  ['that two headings say', NAMED.slice(1)],
  ['that three threads of the same title say', [NAMED[0]!, NAMED[0]!, NAMED[0]!]],
  [
    'that most headings say with the rest',
    [...NAMED, ...NAMED.map((heading) => `${heading} and lists`), 'List query parameter'],
  ],
  ['whose words stand apart', NAMED.map((heading) => heading.replace('uery', 'uery dashboard'))],
])('a part %s does not', (_, headings) => {
  expect(widen(headings)[0]).toBe('Dropdown list query parameter');
});

test('a part that says less, one word of it, and a phrase with other words do not', () => {
  const others = [
    candidate('Query parameters', 1, 0.9),
    candidate('Parameters', 1, 3),
    candidate('Alert parameters', 1, 3),
  ];
  const headings = [...NAMED, ...['order', 'size', 'search'].map((of) => `Alert parameters ${of}`)];

  expect(widen(headings, others)[0]).toBe('Dropdown list query parameter');
});

test('of two parts the one that more headings say comes first', () => {
  const headings = [...NAMED, ...['colours', 'order', 'size', 'search'].map((of) => `Dropdown list ${of}`)];
  const list = candidate('Dropdown list', 1, 1.1);

  expect(widen(headings, [part, list])[0]).toBe('Dropdown list');
  expect(widen(headings, [list, part])[0]).toBe('Dropdown list');
});

const PHRASES = [
  candidate('Parameters', 1.4, 1),
  candidate('Using parameters', 1.5, 3),
  candidate('My parameters', 1.4, 2),
  candidate('Parameters here', 1.3, 4),
];

test('the best worded phrase of the one word that most say comes first', () => {
  const shares = { paramet: 0.7, queri: 0.35, list: 0.1, dropdown: 0.1 };

  expect(widen([], PHRASES, [], shares)[0]).toBe('Using parameters');
});

test.each([
  ['fewer say', { paramet: 0.69, queri: 0.1 }],
  ['stands beside one that half as many say', { paramet: 0.9, queri: 0.36 }],
])('a word that %s does not', (_, shares) => {
  expect(widen([], PHRASES, [], shares)[0]).toBe('Dropdown list query parameter');
});

test('what is said below headings is no name', () => {
  expect(widen([], [part], NAMED)[0]).toBe('Dropdown list query parameter');
});

const CORE = ['Query parameter list', 'Query', 'Dropdown list', 'Query parameter'].map((text) => candidate(text, 1));
const HALF = { paramet: 0.6, queri: 0.5, list: 0.4, dropdown: 0.4 };

test('the words of the title that half of the members say come first', () => {
  expect(widen([], CORE, NAMED, HALF)[0]).toBe('Query parameter');
});

test.each([
  ['where the others are said by hardly fewer', CORE, NAMED, { ...HALF, list: 0.41 }],
  ['that are all of it', CORE, NAMED, { ...HALF, list: 0.5, dropdown: 0.5 }],
  ['that are one word', [candidate('Parameters', 1.5)], NAMED, { ...HALF, queri: 0.4 }],
  ['that two sentences say together', CORE, NAMED.slice(1), HALF],
  ['that most sentences say with the others', CORE, NAMED.map((said) => `${said} and a list`), HALF],
  ['whose phrase is worse', [candidate('Query parameter', 0.99)], NAMED, HALF],
])('words %s do not', (_, parts, below, shares) => {
  expect(widen([], parts, below, shares)[0]).toBe('Dropdown list query parameter');
});

function widen(
  headings: readonly string[],
  parts: readonly TitleCandidate[] = [part],
  below: readonly string[] = [],
  shares: Readonly<Record<string, number>> = {},
) {
  const sentences = [
    ...headings.flatMap((text) => read(text, 'en', { heading: 'title' })),
    ...below.flatMap((text) => read(text, 'en', { heading: 'none' })),
  ];
  return widenTitle([title, ...parts], sentences, (stem) => shares[stem] ?? 0)
    .map(({ text }) => text)
    .slice(0, 2);
}

function candidate(text: string, score: number, fit = 1): TitleCandidate {
  const stems = read(text, 'en', { heading: 'none' }).flatMap(({ words }) => words.flatMap(({ stem }) => stem ?? []));
  return { text, key: [...stems].sort().join(' '), stems, fit, score };
}
