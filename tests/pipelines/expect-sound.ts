import { expect } from 'vitest';
import type { EnginePost } from '#pipelines/post.ts';
import type { PipelineResult } from '#pipelines/run-result.ts';

/** What holds for every result, whatever the posts are: each is answered for once, counts equal lists, shares lie in 0..1. */
export function expectSound(result: PipelineResult, input: readonly EnginePost[]): void {
  const { clusters, posts, uses, kindThresholds } = result;
  expect(posts.map(({ id }) => id)).toEqual(input.map(({ id }) => id).sort());
  const teamIds = new Set(input.filter(({ isStaff, isBot }) => isStaff || isBot).map(({ id }) => id));
  const placed = new Map(posts.map(({ id, clusterKey }) => [id, clusterKey]));
  for (const cluster of clusters) {
    const ids = cluster.members.map(({ postId }) => postId);
    expect(ids).toHaveLength(cluster.postCount);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(placed.get(id)).toBe(cluster.key);
    for (const id of cluster.exemplarIds) expect(ids).toContain(id);
    for (const { score } of cluster.members) expectShare(score);
    expect(cluster.exemplarIds.length).toBeGreaterThanOrEqual(Math.min(1, ids.length));
    expect(cluster.voiceCount).toBeLessThanOrEqual(cluster.postCount);
    expect(cluster.voiceCount > 0).toBe(ids.some((id) => !teamIds.has(id)));
    expect(cluster.title.trim()).not.toBe('');
  }
  expect(posts.filter(({ clusterKey }) => clusterKey !== null)).toHaveLength(
    clusters.reduce((sum, { postCount }) => sum + postCount, 0),
  );
  const titles = clusters.map(({ title }) => title.toLowerCase());
  expect(new Set(titles).size).toBe(titles.length);

  const texts = new Map(input.map((post) => [post.id, post]));
  for (const post of posts) {
    expectShare(post.score);
    expectShare(post.kindScore);
    expect(post.language).not.toBe('');
    const { text, title } = texts.get(post.id) ?? { text: '', title: null };
    for (const { probability, start, end, isInTitle } of post.kindLabels) {
      expectShare(probability);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual((isInTitle ? (title ?? '') : text).length);
    }
  }
  for (const { postId, start, end } of uses) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(texts.get(postId)?.text.length ?? -1);
  }
  for (const { rate, threshold } of kindThresholds) for (const share of [rate, threshold]) expectShare(share);
  expect(findUncounted(result)).toEqual([]);
}

/** Everything a result says, but for how long it took. */
export function written({ timings: _, ...result }: PipelineResult): string {
  return JSON.stringify(result);
}

function expectShare(value: number): void {
  expect(value >= 0 && value <= 1, String(value)).toBe(true);
}

/** Paths of numbers that are none, and of values that nobody set. */
function findUncounted(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (value === undefined) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => findUncounted(part, `${path}.${name}`));
}
