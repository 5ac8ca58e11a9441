import { expect, test } from 'vitest';
import { readPostParams, toPostFilter } from '#app/posts/post-filter.ts';

test('the address of the posts list becomes the filter, with the last day included', () => {
  const params = new URLSearchParams(
    'q=+crash+&placed=no&source=3&cluster=7&language=de&from=2026-03-01&to=2026-03-31',
  );

  const filter = toPostFilter(readPostParams(params));

  expect(filter).toEqual({
    q: 'crash',
    placed: false,
    sourceId: 3,
    clusterId: 7,
    language: 'de',
    from: new Date('2026-03-01T00:00:00Z'),
    to: new Date('2026-04-01T00:00:00Z'),
  });
});

test.each([
  'placed=perhaps',
  'kind=rant',
  'source=-1',
  'source=1.5',
  'cluster=x',
  'language=english',
  'from=2026-02-30',
  'from=0000-01-01',
  'to=9999-12-31',
  'q=%00',
  `q=${'a'.repeat(201)}`,
])('%s is as if it were not there', (search) => {
  expect(toPostFilter(readPostParams(new URLSearchParams(search)))).toEqual({});
});

test('a NUL does not reach the database with the words around it', () => {
  expect(readPostParams(new URLSearchParams('q=cra%00sh')).q).toBe('crash');
});
