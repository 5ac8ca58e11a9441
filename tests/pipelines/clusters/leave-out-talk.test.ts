import { expect, test } from 'vitest';
import { leaveOutTalk } from '#pipelines/clusters/leave-out-talk.ts';
import type { EnginePost } from '#pipelines/post.ts';

/** Posts of threads of four: each fourth opens one. */
const threads = Array.from({ length: 200 }, (_, i): EnginePost => {
  return { id: String(i), text: 'text', ...(i % 4 === 0 ? { title: 'A thread' } : {}) };
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

test('without threads that have titles, or where nearly every post has one, nothing is talk', () => {
  expect(labelsOf(threads.map(({ id, text }) => ({ id, text })))).toEqual([0, 1, 2]);
  expect(labelsOf(threads.map((post) => ({ ...post, title: 'All' })))).toEqual([0, 1, 2]);
});
