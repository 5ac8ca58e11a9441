import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KindCorrection } from '#pipelines/kinds/correction.ts';
import { compareText } from '#pipelines/numerics/compare-text.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { createTeller, joinParts, prepareTelling, TELL_POSTS, tellPart } from '#pipelines/tell-parts.ts';
import { tellPosts } from '#pipelines/tell-posts.ts';
import { samplePosts, type TestPost } from '#tests/database/insert-posts.ts';

const stories = ['grow tomatoes in our greenhouse', 'plan the shifts of our ward', 'teach my class', 'run our shop'];
const written: TestPost[] = [
  ...samplePosts().slice(0, 160),
  ...stories.map((story, i) => ({
    id: `use ${i}`,
    source: i % 2 ? 'A' : 'z',
    text: `We use it to ${story} every day.`,
  })),
  { id: 'staff', source: 'A', text: 'We use it to plan our week every day.', isStaff: true },
];
const posts = written
  .map(
    (post): EnginePost => ({
      ...{ id: `${post.source}/${post.id}`, text: post.text, title: post.title ?? null, thread: post.thread ?? null },
      ...{ authorId: post.author ?? null, at: post.postedAt?.getTime() ?? null },
      ...{ isStaff: post.isStaff ?? false, isBot: post.isBot ?? false },
    }),
  )
  .sort((a, b) => compareText(a.id, b.id));

/** Tells posts in parts that end at the places given, in any order, each with a teller of its own. */
function tellSplit(all: readonly EnginePost[], corrections: readonly KindCorrection[] | undefined, ends: number[]) {
  const ground = prepareTelling(all, corrections);
  const places = [0, ...ends.map((end) => Math.min(end, all.length)).sort((a, b) => a - b), all.length];
  const bounds = places.slice(1).map((to, i) => [places[i] ?? 0, to] as const);
  const parts = bounds
    .toReversed()
    .map(([from, to], i) => {
      const part = ground.placed.slice(from, to);
      // Some by a worker that hands on no words, some by a thread of the run.
      return i % 2 === 0 ? tellPart(createTeller(ground), part) : TELL_POSTS.prepare(ground, 0)(part);
    })
    .toReversed();
  return joinParts(all, ground, { parts, corrections });
}

const whole = (all: readonly EnginePost[], corrections?: readonly KindCorrection[]) =>
  tellPosts(all, corrections, (_stage, _total, work) => work(() => {}));

test('posts told in parts are told as they are all at once, wherever they are split', () => {
  const corrections: KindCorrection[] = [
    { postId: posts[3]!.id, kind: 'praise', holds: true },
    { postId: posts[9]!.id, kind: 'complaint', holds: false },
    { postId: posts[9]!.id, kind: 'use_case', holds: true },
    { postId: 'not among these', kind: 'wish', holds: true },
  ];
  const plain = whole(posts);
  const corrected = whole(posts, corrections);
  expect(plain.uses.length).toBeGreaterThan(3);
  expect(plain.verdicts.some(({ cues, position }) => cues.length > 0 && position === 'reply')).toBe(true);
  expect(corrected).not.toEqual(plain);

  expect(tellSplit(posts, corrections, [1, 70, 71])).toEqual(corrected);
  fc.assert(
    fc.property(fc.array(fc.nat(posts.length), { maxLength: 6 }), (ends) => {
      expect(tellSplit(posts, undefined, ends)).toEqual(plain);
    }),
    { numRuns: 12 },
  );
});

test('no posts, and parts of none, are told', () => {
  expect(tellSplit([], undefined, [])).toEqual(whole([]));
  expect(tellSplit(posts.slice(0, 3), undefined, [0, 0, 2, 2, 3])).toEqual(whole(posts.slice(0, 3)));
});

test('what is told of a part holds none of its words', () => {
  const ground = prepareTelling(posts);
  const part = tellPart(createTeller(ground), ground.placed);

  const plain = JSON.stringify({ ...part, probabilities: [...part.probabilities], reasons: [...part.reasons] });

  expect(plain).toMatch(/^\{"probabilities":\[[\d.,e-]+\],"reasons":\[[\d,]+\],"uses":\[[\d,]+\]\}$/);
});
