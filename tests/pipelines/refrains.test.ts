import { expect, test } from 'vitest';
import type { EnginePost } from '#pipelines/post.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { writePosts } from './write-posts.ts';

const REFRAIN = 'Please add two-factor authentication for guests';

/** Fifty posts of the same words. */
function repeat(own: (i: number) => Partial<EnginePost>): EnginePost[] {
  return Array.from({ length: 50 }, (_, i) => ({ id: `copy-${i}`, text: REFRAIN, ...own(i) }));
}

function sizesOf(posts: readonly EnginePost[]): number[] {
  const { clusters } = runPipeline(posts);
  return clusters.filter(({ members }) => members.some(({ postId }) => postId.startsWith('copy'))).map(sizeOf);
}
const sizeOf = ({ postCount }: { readonly postCount: number }) => postCount;

test('what many people write in the same words is a cluster, alone and among others', () => {
  const posts = repeat((i) => ({ authorId: `member-${i}` }));

  expect(sizesOf(posts)).toEqual([50]);
  expect(sizesOf([...posts, ...writePosts(120)])).toEqual([50]);
  expect(runPipeline(posts).clusters[0]).toMatchObject({ voiceCount: 50 });
});

test('what one person, staff or a bot repeats is none, nor what nobody known wrote', () => {
  expect(sizesOf(repeat(() => ({ authorId: 'member-1' })))).toEqual([]);
  expect(sizesOf(repeat((i) => ({ authorId: `staff-${i}`, isStaff: true })))).toEqual([]);
  expect(sizesOf(repeat((i) => ({ authorId: `bot-${i}`, isBot: true })))).toEqual([]);
  expect(sizesOf(repeat(() => ({})))).toEqual([]);
});

test('one word or none tells of no matter, however many say it', () => {
  for (const text of ['Bump!', 'Thank you so much', '😀'])
    expect(sizesOf(repeat((i) => ({ text, authorId: `member-${i}` })))).toEqual([]);
});
