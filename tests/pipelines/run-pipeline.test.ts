import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EnginePost } from '#pipelines/post.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import type { PipelineResult } from '#pipelines/run-result.ts';
import { PipelineAborted } from '#pipelines/stage.ts';
import { MATTERS, writePosts } from './write-posts.ts';

const SHARED = process.env.REFRAIN_SHARED ?? path.join(process.cwd(), '../shared');
const NAUGHTY = path.join(SHARED, 'badinput/naughty-strings.json');

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

const ODD_INPUTS: readonly (readonly [string, readonly EnginePost[]])[] = [
  ['no posts', []],
  ['one post', texts(['only one'])],
  ['nine posts', writePosts(9)],
  ['identical posts', texts(Array(50).fill('the export to csv hangs on large queries'))],
  [
    'posts with nothing in common',
    texts(Array.from({ length: 50 }, (_, i) => `${word(i * 3)} ${word(i * 3 + 1)} ${word(i * 3 + 2)}`)),
  ],
  ['emoji only', texts(Array.from({ length: 30 }, (_, i) => ['😀😀', '🎉', '❤️', '👍🏽', '🇩🇪'][i % 5] ?? ''))],
  [
    'stop words only',
    texts(Array.from({ length: 30 }, (_, i) => ['it is the', 'to be or not to be', 'and so on'][i % 3] ?? '')),
  ],
  ['blank posts', texts(['', ' ', '\n\n', ...Array(20).fill('')])],
  ['a post of a megabyte', [...writePosts(30), { id: 'x', text: 'export hangs again '.repeat(55_000) }]],
  ['a megabyte without a space', [...writePosts(30), { id: 'x', text: 'a'.repeat(1_000_000) }]],
  ['a megabyte of quotes and backticks', [...writePosts(30), { id: 'x', text: '`"<[('.repeat(200_000) }]],
  ['lone surrogates and controls', texts(Array.from({ length: 20 }, (_, i) => `\ud800 \u0000 ${i} \udfff export`))],
  [
    'several scripts',
    texts(
      Array.from(
        { length: 40 },
        (_, i) =>
          [
            '导出文件很慢',
            'ログインできない',
            'การแจ้งเตือนช้า',
            'экспорт не работает',
            'تصدير الملف بطيء',
            '로그인 오류',
          ][i % 6] ?? '',
      ),
    ),
  ],
  [
    'odd times',
    writePosts(20).map((post, i) => ({ ...post, at: [Number.NaN, 8.64e15, -8.64e15, null][i % 4] ?? null })),
  ],
];

describe('odd input', () => {
  test.each(ODD_INPUTS)('%s: every post is answered for', (_, posts) => {
    expectSound(runPipeline(posts), posts);
  });

  test.each(ODD_INPUTS.filter(([, posts]) => posts.length > 0))('%s: can be forced into one cluster', (_, posts) => {
    const result = runPipeline(posts, { clusterCount: 1 });

    expect(result.clusters).toHaveLength(1);
    expectSound(result, posts);
  });

  test('fewer than ten posts make no clusters, and the result says so', () => {
    expect(runPipeline(writePosts(9))).toMatchObject({ clusters: [], notice: 'too_few_posts' });
  });

  test.skipIf(!existsSync(NAUGHTY))('naughty strings break nothing (needs the shared material)', () => {
    const strings: unknown = JSON.parse(readFileSync(NAUGHTY, 'utf8'));
    const posts = texts((Array.isArray(strings) ? strings : []).map(String));

    expect(posts.length).toBeGreaterThan(100);
    expectSound(runPipeline(posts), posts);
  });

  test('two posts with one id are refused', () => {
    expect(() => runPipeline([...texts(['a']), ...texts(['b'])])).toThrow('p0');
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

function expectSound({ clusters, posts }: PipelineResult, input: readonly EnginePost[]): void {
  expect(posts.map(({ id }) => id)).toEqual(input.map(({ id }) => id).sort());
  const placed = new Map(posts.map(({ id, clusterKey }) => [id, clusterKey]));
  for (const cluster of clusters) {
    const ids = cluster.members.map(({ postId }) => postId);
    expect(ids).toHaveLength(cluster.postCount);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(placed.get(id)).toBe(cluster.key);
    for (const id of cluster.exemplarIds) expect(ids).toContain(id);
    for (const { score } of cluster.members) expect(score >= 0 && score <= 1).toBe(true);
    expect(cluster.exemplarIds.length).toBeGreaterThanOrEqual(Math.min(1, ids.length));
    expect(cluster.voiceCount).toBeGreaterThanOrEqual(1);
    expect(cluster.title.trim()).not.toBe('');
  }
  expect(posts.filter(({ clusterKey }) => clusterKey !== null)).toHaveLength(
    clusters.reduce((sum, { postCount }) => sum + postCount, 0),
  );
  const titles = clusters.map(({ title }) => title.toLowerCase());
  expect(new Set(titles).size).toBe(titles.length);
  expect(JSON.stringify({ clusters, posts })).not.toMatch(/NaN|Infinity|undefined/);
}

function texts(values: readonly string[]): EnginePost[] {
  return values.map((text, index) => ({ id: `p${index}`, text }));
}

/** A made-up word that no other number gives. */
function word(number: number): string {
  return `zq${[...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}x`;
}
