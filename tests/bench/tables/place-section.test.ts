import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findMissingMarks, marksOf, placeSection, readSection } from '../../../bench/tables/place-section.ts';
import { SECTIONS, SUMMARY } from '../../../bench/tables/sections.ts';

const { from, to } = marksOf('labels');
const DOCUMENT = `# Benchmarks\n\n${from}\nold\n\nolder\n${to}\n\nProse that stays.\n`;

test('lines take the place of what stood between the marks, and nothing else changes', () => {
  const placed = placeSection(DOCUMENT, 'labels', ['new', '', '| a |']);

  expect(placed).toBe(`# Benchmarks\n\n${from}\nnew\n\n| a |\n${to}\n\nProse that stays.\n`);
  expect(readSection(placed, 'labels')).toEqual(['new', '', '| a |']);
});

test('a part that is empty can be read and written', () => {
  const empty = `${from}\n${to}`;

  expect(readSection(empty, 'labels')).toEqual([]);
  expect(placeSection(empty, 'labels', ['new'])).toBe(`${from}\nnew\n${to}`);
});

test.each([
  ['neither mark', 'prose'],
  ['no end', `${from}\nold`],
  ['the end first', `${to}\n${from}`],
  ['a mark twice', `${from}\n${from}\n${to}`],
  ['a mark within a line', `see ${from}\n${to}`],
])('a document with %s is not written into, and the error names the lines that it lacks', (_, document) => {
  expect(() => placeSection(document, 'labels', ['new'])).toThrow(from);
  expect(findMissingMarks(document, ['labels'])).toHaveLength(1);
});

test('docs/benchmarks.md has the marks of every section', () => {
  const document = readFileSync('docs/benchmarks.md', 'utf8');

  expect(findMissingMarks(document, [SUMMARY, ...SECTIONS.map(({ name }) => name)])).toEqual([]);
});
