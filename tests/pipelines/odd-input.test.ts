import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EnginePost } from '#pipelines/post.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { findShared } from '../shared-material.ts';
import { expectSound, written } from './expect-sound.ts';
import languages from './languages.json' with { type: 'json' };
import { ODD_COMMUNITIES, ODD_STRINGS, texts } from './odd-posts.ts';
import { MATTERS, writePosts } from './write-posts.ts';

const wordVectors = readWordVectors();

describe('odd communities', () => {
  test.each(ODD_COMMUNITIES)('%s: every post is answered for', (_, posts) => {
    expectSound(runPipeline(posts, {}, {}, wordVectors), posts);
  });

  test.each(ODD_COMMUNITIES.filter(([, posts]) => posts.length > 0))(
    '%s: can be forced into a number of clusters',
    (_, posts) => {
      const clusterCount = Math.min(3, posts.length);
      const result = runPipeline(posts, { clusterCount });

      expect(result.clusters).toHaveLength(clusterCount);
      expect(result.posts.every(({ clusterKey }) => clusterKey !== null)).toBe(true);
      expectSound(result, posts);
    },
  );

  test('fewer than ten posts make no clusters, and the result says so', () => {
    expect(runPipeline(writePosts(9))).toMatchObject({ clusters: [], notice: 'too_few_posts' });
  });

  test('two posts with one id are refused', () => {
    expect(() => runPipeline([...texts(['a']), ...texts(['b'])])).toThrow('p0');
  });

  test.each(['', '😀', 'it is the', '?!'])(
    'posts of nothing but "%s" make no cluster, however many there are',
    (text) => {
      const posts = [...writePosts(60), ...Array.from({ length: 60 }, (_, i) => ({ id: `w${i}`, text }))];
      const { clusters } = runPipeline(posts, {}, {}, wordVectors);

      expect(clusters.length).toBeGreaterThanOrEqual(3);
      for (const { members } of clusters) expect(members.filter(({ postId }) => postId.startsWith('w'))).toEqual([]);
    },
  );
});

describe('odd strings', () => {
  test.each(Object.entries(ODD_STRINGS))('%s: one such post among others moves none of them', (_, text) => {
    const posts = [...writePosts(40), { id: 'odd', text, title: text.slice(0, 300) }];
    const result = runPipeline(posts, {}, {}, wordVectors);

    expectSound(result, posts);
    expect(result.clusters.length).toBeGreaterThanOrEqual(3);
  });

  test('all of them together, each of them many times', () => {
    const posts = texts(Object.values(ODD_STRINGS).flatMap((text) => [text, `${text} export`, `export ${text}`]));

    expectSound(runPipeline(posts, {}, {}, wordVectors), posts);
  });

  const naughty = findShared('badinput/naughty-strings.json');
  test.skipIf(naughty === null)('naughty strings break nothing (needs the shared material)', () => {
    const strings: unknown = JSON.parse(readFileSync(naughty ?? '', 'utf8'));
    const posts = texts((Array.isArray(strings) ? strings : []).map(String));

    expect(posts.length).toBeGreaterThan(100);
    expectSound(runPipeline(posts, {}, {}, wordVectors), posts);
  });
});

describe('languages', () => {
  const posts = Object.entries(languages).flatMap(([language, sentences]) =>
    sentences.flatMap((sentence, matter) =>
      [1, 2, 3, 4, 5, 6].map((number) => ({
        id: `${language}-${matter}-${number}`,
        text: `${sentence} ${1000 + 10 * matter + number}`,
      })),
    ),
  );
  const result = runPipeline(posts, {}, {}, wordVectors);

  test('posts in more than fifty languages are answered for', () => {
    expect(Object.keys(languages).length).toBeGreaterThan(50);
    expectSound(result, posts);
  });

  test('no language is dropped: every one has posts in clusters', () => {
    const placed = new Set(
      result.posts.flatMap(({ id, clusterKey }) => (clusterKey === null ? [] : [id.split('-')[0]])),
    );

    expect(Object.keys(languages).filter((language) => !placed.has(language))).toEqual([]);
  });

  // One for each script and family; all of them would take a minute.
  test.each([
    'en',
    'fi',
    'pl',
    'tr',
    'cy',
    'uk',
    'el',
    'ar',
    'he',
    'bn',
    'ta',
    'th',
    'my',
    'ka',
    'am',
    'vi',
    'zh',
    'ja',
    'ko',
  ] as const)('a community of %s alone has a cluster for each of its matters', (language) => {
    const own = posts.filter(({ id }) => id.startsWith(`${language}-`));
    const { clusters } = runPipeline(own, {}, {}, wordVectors);
    const matters = clusters.map(({ members }) => [...new Set(members.map(({ postId }) => postId.split('-')[1]))]);

    expect(matters.sort()).toEqual([['0'], ['1'], ['2']]);
  });
});

describe('any posts', () => {
  const oddText = fc.oneof(
    fc.constantFrom(...Object.values(ODD_STRINGS).map((text) => text.slice(0, 2000))),
    fc.constantFrom(...Object.values(languages).flat(), ...MATTERS.flat()),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.lorem({ maxCount: 30 }),
  );
  const anyText = fc.array(oddText, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
  const anyPosts: fc.Arbitrary<EnginePost[]> = fc.uniqueArray(
    fc.record({
      id: fc.oneof(fc.uuid(), fc.string({ unit: 'binary', maxLength: 8 })),
      text: anyText,
      title: fc.option(anyText),
      authorId: fc.option(fc.constantFrom('a', 'b', 'c', '')),
      at: fc.option(fc.oneof(fc.integer({ min: -1e12, max: 2e12 }), fc.double())),
      thread: fc.option(fc.constantFrom('t1', 't2', '')),
      isStaff: fc.boolean(),
      isBot: fc.boolean(),
      language: fc.option(fc.constantFrom('en', 'de', 'zh', 'xx')),
    }),
    { minLength: 1, maxLength: 60, size: 'max', selector: ({ id }) => id },
  );

  test('are answered for, twice the same, in any order the same', () => {
    fc.assert(
      fc.property(anyPosts, fc.nat(), (posts, turn) => {
        const result = runPipeline(posts, {}, {}, wordVectors);
        const turned = [...posts.slice(turn % posts.length), ...posts.slice(0, turn % posts.length)].reverse();

        expectSound(result, posts);
        expect(written(runPipeline(posts, {}, {}, wordVectors))).toBe(written(result));
        expect(written(runPipeline(turned, {}, {}, wordVectors))).toBe(written(result));
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  test('can be forced into any number of clusters', () => {
    fc.assert(
      fc.property(anyPosts, fc.nat(), (posts, number) => {
        const clusterCount = 1 + (number % posts.length);
        const result = runPipeline(posts, { clusterCount }, {}, number % 2 === 0 ? wordVectors : null);

        expect(result.clusters).toHaveLength(clusterCount);
        expectSound(result, posts);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});
