import { describe, expect, test } from 'vitest';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { expectSound, written } from '#tests/pipelines/expect-sound.ts';
import { MATTERS, writePosts } from '#tests/pipelines/write-posts.ts';

const wordVectors = readWordVectors();
const posts = writePosts(600);
const matterOf = (id: string) => Number(id.slice(-6)) % MATTERS.length;

describe('of more posts than are compared with one another', () => {
  const result = runPipeline(posts, { mostCompared: 200 }, {}, wordVectors);

  test('the rest joins the clusters of the posts that they lie near', () => {
    expectSound(result, posts);
    expect(result.clusters.length).toBeGreaterThanOrEqual(MATTERS.length);
    expect(result.posts.filter(({ clusterKey }) => clusterKey !== null).length).toBeGreaterThan(500);
    for (const { members } of result.clusters)
      expect(new Set(members.map(({ postId }) => matterOf(postId))).size).toBe(1);
    expect(result.parameters.mostCompared).toBe(200);
  });

  test('the order in which they come says nothing', () => {
    expect(written(runPipeline([...posts].reverse(), { mostCompared: 200 }, {}, wordVectors))).toBe(written(result));
  });

  test('without word vectors, and with one post that is compared, the result is sound', () => {
    expectSound(runPipeline(posts, { mostCompared: 200 }), posts);
    expectSound(runPipeline(posts, { mostCompared: 1 }), posts);
  });
});
