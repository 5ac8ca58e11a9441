import { expect, test } from 'vitest';
import { createHitFinder } from '#pipelines/search/find-hits.ts';
import { parseQuery } from '#pipelines/search/parse-query.ts';

function mark(q: string, text: string): string {
  let marked = text;
  for (const [start, end] of createHitFinder(parseQuery(q))(text).toReversed()) {
    marked = `${marked.slice(0, start)}[${marked.slice(start, end)}]${marked.slice(end)}`;
  }
  return marked;
}

test.each([
  ['export', 'Exporting the exports, re-export', '[Exporting] the [exports], re-[export]'],
  ['exp', 'An expert exports', 'An [expert] [exports]'],
  ['exp ', 'An expert exports exp', 'An expert exports [exp]'],
  ['"set up" data', 'Set up the data; up set', '[Set up] the [data]; up set'],
  ['data -set', 'data set', '[data] set'],
  ['cafe', 'Le CAFÉ', 'Le [CAFÉ]'],
  ['数据', '导出数据时', '导出[数据]时'],
  ['csv', '導出CSV檔', '導出[CSV]檔'],
  ['', 'anything', 'anything'],
])('%j marks %j as %j', (q, text, expected) => {
  expect(mark(q, text)).toBe(expected);
});

test('reads words, phrases and what must not be there', () => {
  expect(parseQuery('a "b c" -d -"e f" - ?? "g')).toEqual([
    { text: 'a', isExcluded: false, isPrefix: false },
    { text: 'b c', isExcluded: false, isPrefix: false },
    { text: 'd', isExcluded: true, isPrefix: false },
    { text: 'e f', isExcluded: true, isPrefix: false },
    { text: 'g', isExcluded: false, isPrefix: false },
  ]);
});
