import { expect, test } from 'vitest';
import { leaveOutTalk } from '#pipelines/clusters/leave-out-talk.ts';
import type { EnginePost } from '#pipelines/post.ts';

/** Posts of threads of four: each fourth opens one. */
const threads = Array.from({ length: 200 }, (_, i): EnginePost => {
  return { id: String(i), text: 'text', thread: String(i >> 2), ...(i % 4 === 0 ? { title: 'A thread' } : {}) };
});
const clusterOf = (label: number, postNumbers: number[]) => {
  return { label, rows: Int32Array.from(postNumbers), postNumbers, scores: postNumbers.map(() => 1) };
};
const pick = (count: number, belongs: (i: number) => boolean) => {
  return [...threads.keys()].filter(belongs).slice(0, count);
};
const matter = clusterOf(
  0,
  pick(40, () => true),
);
const talk = clusterOf(
  1,
  pick(40, (i) => i % 4 !== 0),
);
const littleTalk = clusterOf(
  2,
  pick(12, (i) => i % 4 !== 0),
);
const labelsOf = (posts: readonly EnginePost[]) => {
  return leaveOutTalk([matter, talk, littleTalk], posts).map(({ label }) => label);
};

test('a cluster that hardly any thread opens with is talk, where there are enough posts to tell', () => {
  expect(labelsOf(threads)).toEqual([0, 2]);
});

test('where titles do not tell who opens a thread, the earliest post does', () => {
  const dated = threads.map((post, i) => ({ ...post, title: null, at: i }));

  expect(labelsOf(dated)).toEqual([0, 2]);
  expect(labelsOf(dated.map((post) => ({ ...post, title: 'All' })))).toEqual([0, 2]);
});

test('posts that belong to no thread are no talk, beside however many that do', () => {
  expect(labelsOf(threads.map(({ id, text }) => ({ id, text })))).toEqual([0, 1, 2]);
  expect(labelsOf(threads.map((post, i) => (i < 80 ? { id: post.id, text: post.text } : post)))).toEqual([0, 1, 2]);
});
