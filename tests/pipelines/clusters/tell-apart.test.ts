import { expect, test } from 'vitest';
import { createWordTest } from '#pipelines/clusters/tell-apart.ts';
import { foldDuplicates } from '#pipelines/text/fold-duplicates.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';

const SUBJECTS = 'kettle harbour violin meadow copper lantern walnut saddle glacier orchard'.split(' ');
/** Ten subjects with ten posts each; every second post says "source" as well. */
const texts = Array.from({ length: 100 }, (_, i) => {
  const subject = SUBJECTS[Math.floor(i / 10)];
  return `${subject} word${i} ${i % 2 === 0 ? 'source' : 'other'} term${i}`;
});
const tokenised = tokenisePosts(texts.map((text, i) => ({ id: String(i), text, language: 'en' })));
const { areTold } = createWordTest(tokenised, foldDuplicates(tokenised, 100));
const rowsOf = (belongs: (i: number) => boolean) => Int32Array.from(texts.keys()).filter(belongs);

test('words tell a subject, and two of them together', () => {
  const oneSubject = rowsOf((i) => i < 10);
  const twoSubjects = rowsOf((i) => i < 20);

  expect(areTold([oneSubject, twoSubjects])).toEqual([true, true]);
});

test('a word that posts about everything say tells nothing', () => {
  const someWithSource = rowsOf((i) => i % 10 === 0);

  expect(areTold([someWithSource])).toEqual([false]);
});

test('posts with no word in common are told by none', () => {
  const oneOfEach = rowsOf((i) => i % 10 === 1 || i % 10 === 2);

  expect(areTold([oneOfEach])).toEqual([false]);
});

test.each([
  [20, true],
  [27, false],
])('a word that seven of ten posts say, and %i of a thousand others, tells them: %s', (others, isTold) => {
  const said = (i: number) => i < 7 || (i >= 10 && i < 10 + others);
  const many = Array.from({ length: 1000 }, (_, i) => `${said(i) ? 'kettle' : `other${i}`} word${i} term${i}`);
  const tokens = tokenisePosts(many.map((text, i) => ({ id: String(i), text, language: 'en' })));

  const [told] = createWordTest(tokens, foldDuplicates(tokens, 1000)).areTold([
    Int32Array.from({ length: 10 }, (_, i) => i),
  ]);

  expect(told).toBe(isTold);
});
