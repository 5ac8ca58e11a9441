import { describe, expect, test } from 'vitest';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { PipelineAborted } from '#pipelines/stage.ts';
import { expectSound } from './expect-sound.ts';
import { MATTERS, writePosts } from './write-posts.ts';

describe('determinism', () => {
  test('shuffled input gives a byte-identical result', () => {
    const posts = writePosts(300);
    const shuffled = [...posts].sort((a, b) => (a.text + a.id < b.text + b.id ? 1 : -1));

    expect(JSON.stringify(runPipeline(shuffled))).toBe(JSON.stringify(runPipeline(posts)));
  });

  test('the result does not change from version to version of the engine it runs in', () => {
    const original = Math.log;
    const posts = writePosts(120);
    const before = JSON.stringify(runPipeline(posts));

    for (const name of ['log', 'exp', 'pow', 'sin', 'cos', 'random'] as const) {
      const kept = Math[name];
      Object.defineProperty(Math, name, { configurable: true, value: () => Number.NaN });
      try {
        expect(JSON.stringify(runPipeline(posts)), `Math.${name}`).toBe(before);
      } finally {
        Object.defineProperty(Math, name, { configurable: true, value: kept });
      }
    }
    expect(Math.log).toBe(original);
  });
});

describe('what is found', () => {
  test('posts about five matters fall into clusters of one matter each', () => {
    const posts = writePosts(200);
    const { clusters } = runPipeline(posts);

    expect(clusters.length).toBeGreaterThanOrEqual(MATTERS.length);
    for (const { members } of clusters) {
      const matters = new Set(members.map(({ postId }) => Number(postId.slice(-6)) % MATTERS.length));
      expect(matters.size).toBe(1);
    }
  });

  test('a matter of years ago stands last, however many spoke of it', () => {
    const posts = writePosts(200).map((post, i) => {
      const isOld = Number(post.id.slice(-6)) % MATTERS.length === 0;
      return isOld
        ? { ...post, authorId: `old-${i}`, at: Date.UTC(2015, 0, 1) }
        : { ...post, at: Date.UTC(2024, 0, 1) };
    });
    const { clusters } = runPipeline(posts);

    const last = clusters.at(-1);
    expect(last?.lastSeenAt).toBe(Date.UTC(2015, 0, 1));
    expect(last?.voiceCount).toBe(Math.max(...clusters.map(({ voiceCount }) => voiceCount)));
  });

  test('forty posts give at least three clusters', () => {
    const { clusters } = runPipeline(writePosts(40));

    expect(clusters.length).toBeGreaterThanOrEqual(3);
    expectSound(runPipeline(writePosts(40)), writePosts(40));
  });

  test('titles are unique and made of words that members wrote', () => {
    const posts = writePosts(400);
    const { clusters } = runPipeline(posts);
    const titles = clusters.map(({ title }) => title.toLowerCase());
    const written = new Set(posts.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []));

    expect(new Set(titles).size).toBe(titles.length);
    for (const title of titles)
      for (const word of title.match(/[\p{L}\p{N}']+/gu) ?? []) expect(written).toContain(word);
  });

  test('voices are distinct known authors without staff and bots', () => {
    const posts = writePosts(60, { matterCount: 1 }).map((post, index) => ({
      ...post,
      authorId: `author-${index % 4}`,
      isStaff: index % 4 === 0,
      isBot: index % 4 === 1,
    }));
    const result = runPipeline(posts, { clusterCount: 1 });

    expect(result.clusters[0]).toMatchObject({ postCount: 60, voiceCount: 2 });
  });

  test('weeks run from the first to the last post without a gap', () => {
    const { clusters } = runPipeline(writePosts(200));

    for (const { weeks, firstSeenAt, lastSeenAt, postCount } of clusters) {
      expect(weeks.reduce((sum, week) => sum + week.postCount, 0)).toBe(postCount);
      expect(weeks[0]?.weekAt).toBeLessThanOrEqual(firstSeenAt ?? 0);
      expect((weeks.at(-1)?.weekAt ?? 0) + 7 * 86_400_000).toBeGreaterThan(lastSeenAt ?? 0);
      for (let i = 1; i < weeks.length; i += 1)
        expect((weeks[i]?.weekAt ?? 0) - (weeks[i - 1]?.weekAt ?? 0)).toBe(7 * 86_400_000);
    }
  });
});

describe('forced cluster counts', () => {
  test.each([1, 2, 5, 17, 60])('%i clusters are exactly that many, with every post placed', (clusterCount) => {
    const posts = writePosts(60);
    const result = runPipeline(posts, { clusterCount });

    expect(result.clusters).toHaveLength(clusterCount);
    expect(result.posts.every(({ clusterKey }) => clusterKey !== null)).toBe(true);
    expectSound(result, posts);
  });

  test('identical posts are split when more clusters are asked for than there are different posts', () => {
    const posts = Array.from({ length: 12 }, (_, index) => ({ id: `p${index}`, text: 'the export hangs' }));
    const result = runPipeline(posts, { clusterCount: 4 });

    expect(result.clusters).toHaveLength(4);
    expectSound(result, posts);
  });

  test('more clusters than posts are refused', () => {
    expect(() => runPipeline(writePosts(5), { clusterCount: 6 })).toThrow(RangeError);
  });
});

test('a run ends when it is aborted', () => {
  let asked = 0;
  const isAborted = () => ++asked > 3;

  expect(() => runPipeline(writePosts(100), {}, { isAborted })).toThrow(PipelineAborted);
});

test('progress of each stage ends at its total, and timings come from the given clock', () => {
  let clock = 0;
  const last = new Map<string, readonly [number, number]>();
  const { timings } = runPipeline(
    writePosts(100),
    {},
    { now: () => clock++, onProgress: (stage, done, total) => last.set(stage, [done, total]) },
  );

  for (const [stage, [done, total]] of last) expect(done, stage).toBe(total);
  expect(Object.keys(timings).sort()).toEqual([...last.keys()].sort());
  for (const ms of Object.values(timings)) expect(ms).toBe(1);
});
