import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findLikeness as findWeighed } from '#pipelines/explanation/find-likeness.ts';
import { measureFit } from '#pipelines/explanation/measure-fit.ts';
import { type ReadablePost, readMatter } from '#pipelines/explanation/read-matter.ts';
import { weighPosts } from '#pipelines/explanation/weigh-posts.ts';

function findLikeness(own: ReadablePost, others: readonly ReadablePost[], count: number) {
  const [first, ...rest] = weighPosts(readMatter([own, ...others.filter(({ id }) => id !== own.id)]));
  if (!first) throw new Error('no post');
  return findWeighed(first, rest, count);
}

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

test('only what the engine counts is named: no placeholder, code, quote or question word', () => {
  const own = post(1, 'What does [code] do? The docker logs stop. `docker ps` works');
  const other = post(2, '> docker logs\nWhat is [code]: my docker logs stop in the code');

  const [near] = findLikeness(own, [other], 1);

  expect(near?.shared.map(({ term }) => term).sort()).toEqual(['docker', 'logs', 'stop']);
  const places = near?.shared.flatMap(({ otherSpans }) => otherSpans.map(([start]) => start)) ?? [];
  expect(Math.min(...places)).toBeGreaterThan(other.text.indexOf('my'));
});

test('a post fits the cluster whose words it says better than another, and as well as its own posts do', () => {
  const exports = ['export csv hangs', 'csv export hangs again', 'the export to csv hangs', 'export hangs, csv'];
  const logins = ['login password reset', 'password login fails', 'reset my login password'];
  const posts = [...exports, ...logins].map((text, i) => post(i, text));
  const weighed = weighPosts(readMatter(posts));
  const [own, ...others] = weighed;
  if (!own) throw new Error('no post');

  const here = measureFit(own, others.slice(0, 3));
  const there = measureFit(own, others.slice(3));

  expect(here.fit).toBeGreaterThan(0.5);
  expect(here.fit).toBeGreaterThanOrEqual(here.usualFit);
  expect(there).toMatchObject({ fit: 0 });
  expect(there.usualFit).toBeGreaterThan(0.3);
  expect(measureFit(own, [own])).toEqual({ fit: 0, usualFit: 0 });
});
