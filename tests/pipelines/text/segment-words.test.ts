import { expect, test } from 'vitest';
import { createSegmenter } from '#pipelines/text/segment-words.ts';
import { createTokeniser } from '#pipelines/text/tokenise.ts';

test.each([
  ['クエリがリダイレクトされます', ['クエリ', 'リダイレクト']],
  ['スマホのデータソース', ['スマホ', 'データ', 'ソース']],
  ['查询结果', ['查询', '结果']],
  ['ไฟล์ใหญ่', ['ไฟล์', 'ใหญ่']],
])('%s holds the words %j', (run, expected) => {
  const words = createSegmenter()(run);

  expect(words.map(({ text }) => text)).toEqual(expect.arrayContaining(expected));
  expect(words.every(({ text, start }) => run.startsWith(text, start))).toBe(true);
});

test.each([
  ['सेटिंग्स में। कृपया', ['सेटिंग्स', 'में', '|', 'कृपया']],
  ['می‌خواهم؟', ['می‌خواهم', '|']],
])('words keep their marks and joiners: %s', (text, expected) => {
  const { tokenise, words } = createTokeniser();

  const tokens = Array.from(tokenise(text, 10), (token) => words[token] ?? '|');

  expect(tokens).toEqual(expected);
});
