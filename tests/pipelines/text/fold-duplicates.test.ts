import { expect, test } from 'vitest';
import { foldDuplicates } from '#pipelines/text/fold-duplicates.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';

const LONG =
  'The export of our largest board stops after ninety percent and then the whole tab freezes until the browser offers to close it, every single evening since the spring release. Clearing the cache, another profile, a wired connection and a smaller window changed nothing for our team, and support suggested waiting until the nightly backup finishes its upload';

function fold(texts: readonly string[], atLeast?: number) {
  const posts = texts.map((text, i) => ({ id: `p${i}`, text }));
  const tokenised = tokenisePosts(posts);
  return foldDuplicates(tokenised, atLeast);
}

test('posts with the same stems stand for each other, whatever their order and form', () => {
  const { distinct, standIn } = fold([
    'the map exports slowly',
    'slowly exporting maps',
    'a slow import of maps',
    '!!!',
  ]);

  expect([...distinct]).toEqual([0, 2, 3]);
  expect([...standIn]).toEqual([0, 0, 1, 2]);
});

test('a long post with a word changed is a copy, a short one is another matter', () => {
  const long = fold([LONG, LONG.replace('spring', 'summer'), LONG.split(' ').reverse().join(' ')]);
  const short = fold(['login fails on the tablet', 'login fails on the phone']);

  expect([...long.standIn].slice(0, 2)).toEqual([0, 0]);
  expect([...short.standIn]).toEqual([0, 1]);
});

test('nothing is folded where fewer would be left than are asked for', () => {
  expect([...fold(['same words', 'same words', 'others'], 3).standIn]).toEqual([0, 1, 2]);
});

test('a copy leaves no trace: later copies of either fold into the first', () => {
  const { distinct, standIn } = fold([
    LONG,
    `${LONG}!`,
    'something else entirely here',
    LONG,
    LONG.replace('spring', 'autumn'),
  ]);

  expect([...distinct]).toEqual([0, 2]);
  expect([...standIn]).toEqual([0, 0, 1, 0, 0]);
});
