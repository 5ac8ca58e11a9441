import { describe, expect, test } from 'vitest';
import { type LearnedPost, learnPlacer } from '#pipelines/placing/learn-placer.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { readSample } from '#tests/pipelines/read-sample.ts';
import { writePosts } from '#tests/pipelines/write-posts.ts';

const wordVectors = readWordVectors();

/** Posts as a run placed them. */
function learn(posts: readonly EnginePost[]): LearnedPost[] {
  const placed = new Map(
    runPipeline(posts, { tellsKinds: false }, {}, wordVectors).posts.map((post) => [post.id, post]),
  );
  return posts.map((post) => {
    const { clusterKey = null, score = 0 } = placed.get(post.id) ?? {};
    return { post, clusterKey, score };
  });
}

describe('posts that come later', () => {
  const all = learn(writePosts(400));
  const isLater = (i: number) => i % 7 === 3;
  const earlier = all.filter((_, i) => !isLater(i));
  const later = all.filter((_, i) => isLater(i));
  const placer = learnPlacer(earlier, {}, wordVectors);
  const placed = placer.place(later.map(({ post }) => post));

  test('go where a run would have put them', () => {
    const same = placed.filter(({ clusterKey }, i) => clusterKey === later[i]?.clusterKey);
    expect(same.length).toBeGreaterThan(later.length * 0.9);
    expect(placed.map(({ id }) => id)).toEqual(later.map(({ post }) => post.id));
    for (const { clusterKey, score, margin, nearestIds } of placed) {
      expect(score > 0).toBe(clusterKey !== null);
      for (const value of [score, margin]) expect(value >= 0 && value <= 1).toBe(true);
      expect(nearestIds.length).toBeLessThanOrEqual(5);
      for (const id of nearestIds) expect(earlier.some(({ post }) => post.id === id)).toBe(true);
    }
  });

  test('are placed alone as they are together, whatever order was learned in', () => {
    const other = learnPlacer(earlier.toReversed(), {}, wordVectors);
    expect(later.flatMap(({ post }) => other.place([post]))).toEqual(placed);
  });

  test('go to the cluster of a post that they are a copy of', () => {
    const members = earlier.filter(({ clusterKey }) => clusterKey !== null);
    const copies = members.map(({ post }) => ({ ...post, id: `copy of ${post.id}` }));
    const keys = placer.place(copies).map(({ clusterKey }) => clusterKey);
    expect(keys.filter((key, i) => key === members[i]?.clusterKey).length).toBeGreaterThan(members.length * 0.97);
  });

  test.each([
    ['nothing', ''],
    ['an emoji', '😀'],
    ['words that nobody used', 'zyx qwv plorp'],
    ['function words', 'it is what it is and that is that'],
    ['something else', 'My grandmother bakes the finest plum cake of all Bohemia, with poppy seed.'],
  ])('of %s belong nowhere', (_, text) => {
    expect(placer.place([{ id: 'odd', text }])).toMatchObject([{ id: 'odd', clusterKey: null, score: 0 }]);
  });
});

test('in a small community, where much hangs on single posts, hardly any goes to another cluster than its run put it in', () => {
  const all = learn(readSample().posts);
  const later = all.filter((_, i) => i % 9 === 4);
  const placer = learnPlacer(
    all.filter((_, i) => i % 9 !== 4),
    {},
    wordVectors,
  );
  const placed = placer.place(later.map(({ post }) => post));
  const astray = placed.filter(({ clusterKey }, i) => {
    const wanted = later[i]?.clusterKey ?? null;
    return clusterKey !== null && wanted !== null && clusterKey !== wanted;
  });
  expect(placed.filter(({ clusterKey }) => clusterKey !== null).length).toBeGreaterThan(5);
  expect(astray.length).toBeLessThan(later.length * 0.1);
});

test.each([0, 1, 3])('%i posts teach nothing, and nothing is placed', (count) => {
  const few = writePosts(count).map((post) => ({ post, clusterKey: null, score: 0 }));
  const placer = learnPlacer(few, {}, wordVectors);
  expect(placer.place(writePosts(5)).map(({ clusterKey }) => clusterKey)).toEqual([null, null, null, null, null]);
  expect(placer.place([])).toEqual([]);
});
