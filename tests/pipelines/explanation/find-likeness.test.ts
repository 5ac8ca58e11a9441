import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findLikeness } from '#pipelines/explanation/find-likeness.ts';

const post = (id: number, text: string, language = 'en') => ({ id, text, language });

test('the nearest posts come first, with the words that both contain, in whatever form', () => {
  const own = post(1, 'Exporting to CSV hangs, the export never ends. https://example.com/export');
  const near = findLikeness(
    own,
    [post(2, 'My alarm is late'), post(3, 'The CSV exports hang'), post(4, 'CSV is nice'), own],
    3,
  );

  expect(near.map(({ id }) => id)).toEqual([3, 4]);
  const [first] = near;
  expect(first?.shared.map(({ term }) => term).sort()).toEqual(['CSV', 'Exporting', 'hangs']);
  const exporting = first?.shared.find(({ term }) => term === 'Exporting');
  expect(exporting?.spans.map(([start, end]) => own.text.slice(start, end))).toEqual(['Exporting', 'export']);
  expect(exporting?.otherSpans.map(([start, end]) => 'The CSV exports hang'.slice(start, end))).toEqual(['exports']);
});

test('weights of the shared words add up to the likeness', () => {
  const [near] = findLikeness(post(1, 'sync fails on wifi'), [post(2, 'wifi sync fails again'), post(3, 'other')], 1);

  const sum = near?.shared.reduce((total, { weight }) => total + weight, 0) ?? 0;
  expect(sum).toBeCloseTo(near?.similarity ?? -1, 3);
});

test('every word that is named stands in both texts where the spans say', () => {
  const word = fc.constantFrom(
    'Export',
    'exports',
    'café',
    '导出文件',
    'alarm’s',
    '🙂',
    'SYNC',
    'der',
    'ﬁle',
    '\n',
    '2024',
  );
  const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, text, fc.constantFrom('en', 'de', 'zh'), (a, b, language) => {
      for (const { shared, similarity } of findLikeness(post(1, a, language), [post(2, b, language)], 1)) {
        expect(similarity).toBeGreaterThan(0);
        for (const { term, spans, otherSpans } of shared) {
          expect(spans.map(([start, end]) => a.slice(start, end))).toContain(term);
          for (const [start, end] of [...spans]) expect(a.slice(start, end).trim()).not.toBe('');
          for (const [start, end] of [...otherSpans]) expect(b.slice(start, end).trim()).not.toBe('');
        }
      }
    }),
  );
});
