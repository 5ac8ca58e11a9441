import { expect, test } from 'vitest';
import { findTitleCandidates, type TitleCandidate } from '#pipelines/labels/pick-title.ts';
import { preferNames } from '#pipelines/labels/prefer-names.ts';
import { createSentenceReader } from '#pipelines/labels/read-sentences.ts';

const read = createSentenceReader();
const common = { weight: 1, coverage: 0.9, outside: 0.01, contrast: 2 };
const SAID = [
  'Alerts with query parameters',
  'Query parameters in dashboards',
  'The query parameters of filters',
  'Lists for query parameters',
];

test('words that stand side by side in many sentences rise towards a heading', () => {
  const places = [0, 1, 2, 3, 4].map((count) => placeOf('Query parameters', SAID.slice(0, count)));

  expect(places[0]).toBe(0.7);
  expect(places[1]).toBe(0.7);
  expect(places[2]).toBeGreaterThan(places[1]!);
  expect(places[4]).toBeGreaterThan(places[2]!);
  expect(places[4]).toBeLessThan(1.6);
});

test.each([
  ['stand in another order', SAID.map((text) => text.replace(/query parameters/i, 'parameters query'))],
  ['stand apart', SAID.map((text) => text.replace(/query/i, '$& of'))],
  ['always have the same word before them', SAID.map((text) => text.replace(/query/i, 'dropdown $&'))],
  ['always have the same word behind them', SAID.map((text) => text.replace(/parameters/i, '$& list'))],
  ['are said in the same sentence again', Array(9).fill(SAID[0])],
])('words that %s do not', (_, said) => {
  expect(placeOf('Query parameters', said)).toBe(0.7);
});

test('words beside which the same word often stands rise as often as it does not', () => {
  const inLonger = SAID.map((text, i) => (i < 2 ? text.replace(/query/i, 'dropdown $&') : text));
  const inOthers = SAID.map((text, i) => (i < 2 ? text.replace(/query/i, `${['old', 'new'][i]} $&`) : text));

  expect(placeOf('Query parameters', inLonger)).toBe(placeOf('Query parameters', SAID.slice(0, 2)));
  expect(placeOf('Query parameters', inOthers)).toBe(placeOf('Query parameters', SAID));
});

test('one word takes more sentences than two', () => {
  expect(
    placeOf(
      'Parameters',
      Array.from({ length: 9 }, (_, i) => `The parameters for ${'abcdefghi'[i]}${i}`),
    ),
  ).toBeLessThan(0.35);
});

test('a name is written as most write it, and headings count more', () => {
  const said = ['the query parameters go', 'the query parameters stay', 'my query parameters'];
  const headings = ['Query Parameters', 'Old and Query Parameters'];

  expect(nameOf(said, [])).toBe('Query parameters');
  expect(nameOf(said, headings)).toBe('Query Parameters');
});

test('one word is written in the plural if some write it so, and with the capitals that it has', () => {
  expect(oneNameOf(['a chart', 'the chart', 'my chart', 'charts', 'old charts'], 'Chart')).toBe('Charts');
  expect(oneNameOf([...Array.from({ length: 9 }, (_, i) => `the chart ${i}`), 'charts'], 'Chart')).toBe('Chart');
  expect(oneNameOf(['old mysql', 'mysql fails', 'mysql hosts', 'MySQL database', 'connect MySQL'], 'Mysql')).toBe(
    'MySQL',
  );
});

test('of the same words the best phrase is left', () => {
  const [first, second] = [candidate('Query parameters', 0.7, 1), candidate('Parameters of a query', 1, 1.2)];

  expect(preferNames([first, second], []).map(({ text }) => text)).toEqual(['Parameters of a query']);
  expect(preferNames([second, first], listSentences(SAID)).map(({ text }) => text)).toEqual(['Query parameters']);
});

function placeOf(text: string, said: readonly string[]): number {
  return preferNames([candidate(text, 0.7, 1)], listSentences(said))[0]!.place;
}

function nameOf(said: readonly string[], headings: readonly string[]): string {
  const sentences = [...listSentences(said), ...headings.flatMap((text) => read(text, 'en', { heading: 'title' }))];
  return preferNames([candidate('Query parameters', 0.7, 1)], sentences)[0]!.text;
}

function oneNameOf(said: readonly string[], text: string): string {
  return preferNames([candidate(text, 0.7, 1)], listSentences(said))[0]!.text;
}

function listSentences(said: readonly string[]) {
  return said.flatMap((text) => read(text, 'en', { heading: 'none' }));
}

function candidate(text: string, place: number, score: number): TitleCandidate {
  const found = findTitleCandidates(
    read(`we see ${text.toLowerCase()}, then`, 'en', { heading: 'none' }),
    () => common,
    true,
  );
  const { key, stems, name } = found.find((phrase) => phrase.text === text)!;
  return { text, key, stems, name, place, score };
}
