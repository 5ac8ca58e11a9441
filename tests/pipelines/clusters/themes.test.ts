import { describe, expect, test } from 'vitest';
import { groupThemes } from '#pipelines/clusters/group-themes.ts';
import type { Codes } from '#pipelines/kernels/create-arena.ts';
import { createRandom } from '#pipelines/numerics/random.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { normalise } from '#pipelines/vectors/hash-terms.ts';
import { codeRows } from '#tests/pipelines/kernels/code-rows.ts';
import { TOPICS, writeTopics } from '#tests/pipelines/write-topics.ts';

const WIDTH = 64;

/** Two rows for each cluster: near the direction of its group, or anywhere where it has none. */
function drawClusters(groups: readonly (number | null)[]): { rows: Codes; labels: Int32Array } {
  const random = createRandom(5);
  const draw = () => Float32Array.from({ length: WIDTH }, () => random.next() - 0.5);
  const centres = new Map<number, Float32Array>();
  const rows: Float32Array[] = [];
  for (const group of groups) {
    const centre = group === null ? draw() : (centres.get(group) ?? draw());
    if (group !== null) centres.set(group, centre);
    const own = draw();
    for (const noise of [draw(), draw()]) {
      const row = centre.map((value, d) => value + 0.5 * (own[d] ?? 0) + 0.2 * (noise[d] ?? 0));
      normalise(row);
      rows.push(row);
    }
  }
  return { rows: codeRows(rows), labels: Int32Array.from({ length: groups.length * 2 }, (_, row) => row >> 1) };
}

describe('themes', () => {
  const groups = Array.from({ length: 40 }, (_, cluster) => (cluster < 4 ? null : cluster % 6));
  const all = groups.map((_, cluster) => cluster);

  test('hold clusters that are like each other, and leave alone what is like nothing', () => {
    const { rows, labels } = drawClusters(groups);

    const themes = groupThemes(rows, labels, all);

    expect([...themes.slice(0, 4)]).toEqual([-1, -1, -1, -1]);
    const pairs = all.slice(4).flatMap((a) => all.slice(a + 1).map((b) => [a, b] as const));
    for (const [a, b] of pairs) expect(themes[a] === themes[b], `${a} and ${b}`).toBe(groups[a] === groups[b]);
  });

  test('do not depend on the order of the clusters', () => {
    const { rows, labels } = drawClusters(groups);
    const reversed = all.toReversed();

    const themes = groupThemes(rows, labels, all);
    const again = groupThemes(rows, labels, reversed).toReversed();

    const partners = (of: Int32Array) => all.map((a) => all.filter((b) => of[a] !== -1 && of[b] === of[a]));
    expect(partners(again)).toEqual(partners(themes));
  });

  test('are none where there are few clusters', () => {
    const { rows, labels } = drawClusters(groups.slice(0, 23));

    expect(new Set(groupThemes(rows, labels, all.slice(0, 23)))).toEqual(new Set([-1]));
  });
});

describe('themes of a community', () => {
  const posts = writeTopics();
  const { themes, clusters } = runPipeline(posts);
  const topicOf = (postId: string) => Number(postId.split('-')[1]);

  test('follow its topics and are titled with words that their clusters share', () => {
    expect(clusters.length).toBeGreaterThanOrEqual(24);
    expect(themes.length).toBeGreaterThanOrEqual(TOPICS.length);
    let astray = 0;
    let held = 0;
    for (const { clusterKeys, title, terms } of themes) {
      const members = clusters.filter(({ key }) => clusterKeys.includes(key)).flatMap((cluster) => cluster.members);
      const counts = new Map<number, number>();
      for (const { postId } of members) counts.set(topicOf(postId), (counts.get(topicOf(postId)) ?? 0) + 1);
      const [[topic, count] = [0, 0]] = [...counts].sort(([, a], [, b]) => b - a);
      held += members.length;
      astray += members.length - count;
      if (count < members.length) continue;
      const matters = new Set(members.map(({ postId }) => postId.split('-')[2]));
      const words: readonly string[] = TOPICS[topic] ?? [];
      if (matters.size > 1) expect(terms.filter((term) => words.includes(term)).length, title).toBeGreaterThan(0);
    }
    // Made-up words are projected by chance: two clusters of two topics may come to lie together.
    expect(astray / held).toBeLessThan(0.05);
  });

  test('have titles of their own, counts that are those of their clusters, and no cluster twice', () => {
    expect(new Set(themes.map(({ title }) => title.toLowerCase())).size).toBe(themes.length);
    const held = themes.flatMap(({ clusterKeys }) => clusterKeys);
    expect(new Set(held).size).toBe(held.length);
    for (const { key, clusterKeys, postCount, voiceCount } of themes) {
      const own = clusters.filter(({ themeKey }) => themeKey === key);
      expect(own.map((cluster) => cluster.key)).toEqual(clusterKeys);
      expect(own.length).toBeGreaterThanOrEqual(2);
      expect(own.reduce((sum, cluster) => sum + cluster.postCount, 0)).toBe(postCount);
      const authors = own.flatMap(({ members }) =>
        members.map(({ postId }) => posts.find(({ id }) => id === postId)?.authorId),
      );
      expect(voiceCount).toBe(new Set(authors).size);
    }
  });

  test('are there for a told number of clusters, too', () => {
    expect(runPipeline(posts, { clusterCount: 30 }).themes.length).toBeGreaterThan(0);
    expect(runPipeline(posts, { clusterCount: 5 }).themes).toEqual([]);
  });
});
