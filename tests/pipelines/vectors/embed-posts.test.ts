import { describe, expect, test } from 'vitest';
import { createRandom } from '#pipelines/numerics/random.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import type { PostMeanings } from '#pipelines/vectors/post-vectors.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { expectSound, written } from '../expect-sound.ts';
import { MATTERS, writePosts } from '../write-posts.ts';

const posts = writePosts(120);
const matterOf = (id: string) => Number(id.slice(-6)) % MATTERS.length;

/** A direction for each matter and some noise, in a width that is no multiple of anything, of any length. */
function writeMeanings({ width = 37, scale = 1, turn = (matter: number) => matter } = {}): PostMeanings {
  const random = createRandom(3);
  const directions = MATTERS.map(() => Array.from({ length: width }, () => random.next() - 0.5));
  const vectorOf = (id: string) => {
    const direction = directions[turn(matterOf(id))] ?? [];
    return Float32Array.from(direction, (value) => scale * (value + 0.3 * (random.next() - 0.5)));
  };
  return { model: 'toy', width, of: new Map(posts.map(({ id }) => [id, vectorOf(id)])) };
}

describe('vectors of whole posts', () => {
  test('take the place of the word vectors, and the result names their model', () => {
    const result = runPipeline(posts, {}, {}, readWordVectors(), writeMeanings());

    expectSound(result, posts);
    expect(result.parameters).toMatchObject({ postVectors: 'toy', wordVectors: null });
    expect(result.clusters.length).toBeGreaterThanOrEqual(MATTERS.length);
    for (const { members } of result.clusters)
      expect(new Set(members.map(({ postId }) => matterOf(postId))).size).toBe(1);
  });

  test('join what no word joins', () => {
    // Each post has two words that one other post has, of another matter; only its vector tells its matter.
    const strange = posts.map((post, i) => ({ ...post, text: `word${i >> 1} other${i >> 1} single${i}` }));
    const alone = runPipeline(strange);
    const together = runPipeline(strange, {}, {}, null, writeMeanings());

    const placed = (result: typeof alone) => result.posts.filter(({ clusterKey }) => clusterKey !== null).length;
    expect(placed(together)).toBeGreaterThan(placed(alone) + 40);
  });

  test('give the same result in any order, of any length', () => {
    const result = runPipeline(posts, {}, {}, null, writeMeanings());

    expect(written(runPipeline([...posts].reverse(), {}, {}, null, writeMeanings()))).toBe(written(result));
    for (const scale of [1e30, 1e-30]) {
      const other = runPipeline(posts, {}, {}, null, writeMeanings({ scale }));
      expect(other.clusters.map(({ members }) => members.length)).toEqual(
        result.clusters.map(({ members }) => members.length),
      );
    }
  });

  test('may be missing for some posts, or be nothing but zeros', () => {
    const { of, ...meanings } = writeMeanings();
    const some = new Map([...of].filter((_, i) => i % 3 !== 0).map(([id, v], i) => [id, i % 5 === 0 ? v.fill(0) : v]));

    expectSound(runPipeline(posts, {}, {}, null, { ...meanings, of: some }), posts);
    expectSound(runPipeline(posts, {}, {}, null, { ...meanings, of: new Map() }), posts);
  });

  test.each([
    ['another width', new Float32Array(36)],
    ['no number', new Float32Array(37).fill(Number.NaN)],
  ])('of %s are refused, naming the post', (_, vector) => {
    const { of, ...meanings } = writeMeanings();
    const broken = new Map([...of, [posts[5]?.id ?? '', vector] as const]);

    expect(() => runPipeline(posts, {}, {}, null, { ...meanings, of: broken })).toThrow(posts[5]?.id);
  });
});
