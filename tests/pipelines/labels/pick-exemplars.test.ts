import { expect, test } from 'vitest';
import { createExemplarPicker } from '#pipelines/labels/pick-exemplars.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';

type Told = { readonly text: string; readonly score: number; readonly author?: string };

const LATE = 'The alarm comes minutes late while the Android phone is locked';
const LOUD = 'Nobody hears the chime beside the extractor hood at full volume';

test('the first exemplar is the most central post that tells something', () => {
  expect(
    pick([
      { text: 'I would use the API for this then', score: 0.7 },
      { text: LATE, score: 0.62 },
    ])[0],
  ).toBe(LATE);
  expect(
    pick([
      { text: LOUD, score: 0.7 },
      { text: LATE, score: 0.62 },
    ])[0],
  ).toBe(LOUD);
});

test('the next one says something else rather than the same again', () => {
  const posts = [
    { text: `${LATE} again`, score: 0.7 },
    { text: LATE, score: 0.69 },
    { text: LOUD, score: 0.6 },
  ];

  expect(pick(posts)[1]).toBe(LOUD);
});

test('another author goes before the same one', () => {
  const posts = [
    { text: LATE, score: 0.7, author: 'a' },
    { text: LOUD, score: 0.69, author: 'a' },
    { text: 'Batteries are empty after three days since the firmware update', score: 0.6, author: 'b' },
  ];

  expect(pick(posts)[1]).toMatch(/^Batteries/u);
});

test('no post is shown twice, and no more than five are', () => {
  const posts = Array.from({ length: 9 }, (_, i) => ({ text: `${LATE} number${'abcdefghi'[i]}`, score: 0.5 }));

  expect(new Set(pick(posts)).size).toBe(5);
  expect(pick(posts.slice(0, 2))).toHaveLength(2);
});

/** Texts of the exemplars of posts given most central first. */
function pick(told: readonly Told[]): string[] {
  const posts = told.map(({ text, author }, i) => ({
    id: String(i),
    text,
    authorId: author ?? `author-${i}`,
    language: 'en',
  }));
  const tokenised = tokenisePosts(posts);
  return createExemplarPicker(posts, tokenised)(
    posts.map((_, number) => number),
    told.map(({ score }) => score),
  ).map((number) => posts[number]?.text ?? '');
}
