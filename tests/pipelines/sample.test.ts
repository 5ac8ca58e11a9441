import { describe, expect, test } from 'vitest';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { readSample } from './read-sample.ts';

const { posts, truth } = readSample();
const wordVectors = readWordVectors();
const result = runPipeline(posts, {}, {}, wordVectors);
const matterOf = (id: string) => truth[id] ?? null;
const complaints = ['late-alarms', 'bridge-offline', 'chain-edit', 'battery-drain', 'history-paywall', 'too-quiet'];

/** For each cluster the matter that most members are about, and how many of them. */
const clusters = result.clusters.map((cluster) => {
  const counts = new Map<string, number>();
  for (const { postId } of cluster.members) {
    const matter = matterOf(postId) ?? 'chatter';
    counts.set(matter, (counts.get(matter) ?? 0) + 1);
  }
  const [matter, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['none', 0];
  return { ...cluster, matter, count };
});

describe('the sample community', () => {
  test('each recurring complaint is the matter of a cluster', () => {
    const found = new Set(clusters.map(({ matter }) => matter));

    expect(complaints.filter((complaint) => !found.has(complaint))).toEqual([]);
  });

  test('at least five of the six complaints are called complaints', () => {
    const called = complaints.filter((complaint) =>
      clusters.some(({ matter, kind }) => matter === complaint && kind === 'complaint'),
    );

    expect(called.length).toBeGreaterThanOrEqual(5);
  });

  test('nearly every matter has a cluster', () => {
    const matters = new Set(Object.values(truth).filter((matter) => matter !== null));
    const found = clusters.filter(({ matter }) => matters.has(matter)).map(({ matter }) => matter);

    expect(new Set(found).size).toBeGreaterThanOrEqual(matters.size - 3);
  });

  test('most chatter stays unplaced, and most of what is placed is about its cluster', () => {
    const chatter = result.posts.filter(({ id }) => matterOf(id) === null);
    const unplaced = chatter.filter(({ clusterKey }) => clusterKey === null);
    const placedCount = clusters.reduce((sum, { postCount }) => sum + postCount, 0);
    const pureCount = clusters.reduce((sum, { count, matter }) => sum + (matter === 'chatter' ? 0 : count), 0);

    expect(unplaced.length / chatter.length).toBeGreaterThan(0.6);
    expect(pureCount / placedCount).toBeGreaterThan(0.6);
  });
});

test.each([2, 3, 5])('no cluster swallows the others when every %ith post is missing', (every) => {
  const some = posts.filter((_, index) => index % every !== 0);
  const largest = Math.max(...runPipeline(some, {}, {}, wordVectors).clusters.map(({ postCount }) => postCount));

  expect(largest / some.length).toBeLessThan(0.12);
});
