import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelTexts } from './label-texts.ts';

test('no two clusters share a first term or a title, however alike they are', () => {
  const word = fc.constantFrom('export', 'csv', 'Export', 'spinner', 'hangs', 'the', '😀');
  const text = fc.array(word, { minLength: 0, maxLength: 4 }).map((words) => words.join(' '));
  const groups = fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });

  fc.assert(
    fc.property(groups, (texts) => {
      const labels = labelTexts(texts);
      const first = labels.flatMap(({ terms }) => terms.slice(0, 1).map(({ term }) => term.toLowerCase()));
      const titles = labels.map(({ title }) => title.toLowerCase());

      expect(new Set(first).size).toBe(first.length);
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles.every((title) => title.trim() !== '')).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('where every word leads already, two words lead together', () => {
  const labels = labelTexts([['export hangs'], ['export hangs'], ['export hangs'], ['login']]);

  expect(labels.slice(0, 3).map(({ terms }) => terms[0]?.term)).toEqual(['export', 'hangs', 'export hangs']);
});
