import { expect, test } from 'vitest';
import { applyConstraints } from '#pipelines/constraints/apply-constraints.ts';
import { findSuggestions } from '#pipelines/constraints/find-suggestions.ts';
import type { KnownMembers } from '#pipelines/constraints.ts';
import type { PipelineLanguagePair } from '#pipelines/run-result.ts';

type FoundPosts = { key: string; postIds: readonly number[]; terms?: readonly string[]; score?: number };

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function held(clusterId: number, postIds: readonly number[], more: Partial<KnownMembers> = {}): KnownMembers {
  return { clusterId, rootId: clusterId, isHeld: true, postIds, ...more };
}

/** What would be suggested if the engine had found these groups among posts of these clusters. */
function suggest(
  known: readonly KnownMembers[],
  found: readonly FoundPosts[],
  {
    is = {},
    pins = new Map(),
    apart = [],
    pairs = [],
  }: {
    is?: Record<string, number>;
    pins?: ReadonlyMap<number, number | null>;
    apart?: readonly string[];
    pairs?: readonly PipelineLanguagePair[];
  } = {},
) {
  const matched = new Map(Object.entries(is));
  const overlay = applyConstraints({ known, pins }, found, matched);
  const clusters = found.map(({ key, postIds, terms = [key], score = 0.8 }) => ({
    key,
    terms: terms.map((term) => ({ term, weight: 1 })),
    posts: postIds.map((postId) => ({ postId, score })),
  }));
  return findSuggestions({ known, pins, apart: new Set(apart) }, overlay, clusters, (key) => matched.get(key), pairs);
}

test('most of a cluster found in another one: merge them, the larger survives', () => {
  const suggestions = suggest(
    [held(1, range(0, 4)), held(2, range(10, 20))],
    [{ key: 'c2', postIds: [...range(0, 3), ...range(10, 20)] }],
    { is: { c2: 2 } },
  );

  expect(suggestions).toMatchObject([
    { kind: 'merge', clusterIds: [2, 1], postIds: [0, 1, 2], score: 0.6, terms: ['c2'], signature: 'merge 1-2' },
  ]);
});

test('a few posts of a cluster found in another one: move them', () => {
  const suggestions = suggest(
    [held(1, range(0, 10)), held(2, range(10, 20))],
    [
      { key: 'c1', postIds: range(3, 10) },
      { key: 'c2', postIds: [...range(0, 3), ...range(10, 20)] },
    ],
    { is: { c1: 1, c2: 2 } },
  );

  expect(suggestions).toMatchObject([{ kind: 'move', clusterIds: [1, 2], postIds: [0, 1, 2], score: 0.8 }]);
});

test('a part found by itself: split it off', () => {
  const suggestions = suggest(
    [held(1, range(0, 10))],
    [
      { key: 'c1', postIds: range(0, 6) },
      { key: 'part', postIds: range(6, 10) },
    ],
    { is: { c1: 1 } },
  );

  expect(suggestions).toMatchObject([{ kind: 'split', clusterIds: [1], postIds: [6, 7, 8, 9] }]);
});

test('posts found among new ones: a new cluster', () => {
  const suggestions = suggest(
    [held(1, range(0, 10))],
    [
      { key: 'c1', postIds: range(0, 8) },
      { key: 'fresh', postIds: [8, 9, ...range(30, 40)] },
    ],
    { is: { c1: 1 } },
  );

  expect(suggestions).toMatchObject([{ kind: 'new', clusterIds: [1], postIds: [8, 9] }]);
});

test('clusters whose terms are alike: merge them, with the terms that they share', () => {
  const suggestions = suggest(
    [held(1, range(0, 10)), held(2, range(10, 15))],
    [
      { key: 'c1', postIds: range(0, 10), terms: ['export', 'csv', 'hang'] },
      { key: 'c2', postIds: range(10, 15), terms: ['export', 'csv', 'slow'] },
    ],
    { is: { c1: 1, c2: 2 } },
  );

  expect(suggestions).toMatchObject([{ kind: 'merge', clusterIds: [1, 2], postIds: [], terms: ['export', 'csv'] }]);
  expect(suggestions[0]?.score).toBeCloseTo(2 / 3, 3);
});

const alike = [
  { key: 'c1', postIds: [...range(0, 8), ...range(10, 13)], terms: ['export', 'csv'] },
  { key: 'c2', postIds: range(13, 20), terms: ['export', 'csv'] },
];
const pair = [held(1, range(0, 10)), held(2, range(10, 20))];

test('what people hold apart is never suggested to be joined, nor are posts to be moved between', () => {
  expect(
    suggest(pair, alike, { is: { c1: 1, c2: 2 } })
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['merge', 'move']);
  expect(suggest(pair, alike, { is: { c1: 1, c2: 2 }, apart: ['1-2'] })).toEqual([]);
});

test('pinned posts stay where they are, and one post elsewhere is noise', () => {
  const found = [
    { key: 'c1', postIds: range(3, 10) },
    { key: 'c2', postIds: [...range(0, 3), ...range(10, 20)] },
  ];
  const pins = new Map<number, number | null>([
    [0, 1],
    [1, 1],
  ]);

  expect(suggest(pair, found, { is: { c1: 1, c2: 2 }, pins })).toEqual([]);
});

test('clusters that nobody decided about follow the engine, so nothing is suggested', () => {
  const free = pair.map((cluster) => ({ ...cluster, isHeld: false }));

  expect(suggest(free, [{ key: 'c2', postIds: [...range(0, 6), ...range(10, 20)] }], { is: { c2: 2 } })).toEqual([]);
});

test('a merged pair counts as one: what is found of one of them in the other is as it should be', () => {
  const merged = [held(1, range(0, 10), { rootId: 2 }), held(2, range(10, 20))];

  expect(suggest(merged, [{ key: 'c2', postIds: range(0, 20) }], { is: { c2: 2 } })).toEqual([]);
});

test('the best come first, and their signatures are the same in every run', () => {
  const known = [held(1, range(0, 10)), held(2, range(10, 20)), held(3, range(20, 30))];
  const found = [
    { key: 'c1', postIds: range(4, 10) },
    { key: 'c2', postIds: [0, 1, ...range(12, 20)], score: 0.5 },
    { key: 'c3', postIds: [10, 11, ...range(20, 30)], score: 0.9 },
  ];
  const is = { c1: 1, c2: 2, c3: 3 };

  const first = suggest(known, found, { is });

  expect(first.map(({ signature }) => signature)).toEqual(['move 2 3', 'move 1 2']);
  expect(suggest(known, found.toReversed(), { is })).toEqual(first);
});

test('clusters in two languages that share what no language owns: merge them, unless people hold them apart', () => {
  const known = [held(1, range(0, 4), { isHeld: false }), held(2, range(10, 20), { isHeld: false })];
  const found = [
    { key: 'c1', postIds: range(0, 4) },
    { key: 'c2', postIds: range(10, 20) },
  ];
  const pairs = [{ clusterKeys: ['c1', 'c2'] as const, marks: ['2.13', 'firmware'], score: 0.5 }];
  const is = { c1: 1, c2: 2 };

  expect(suggest(known, found, { is, pairs })).toEqual([
    { kind: 'merge', signature: 'merge 1-2', clusterIds: [2, 1], postIds: [], score: 0.5, terms: ['2.13', 'firmware'] },
  ]);
  expect(suggest(known, found, { is, pairs, apart: ['1-2'] })).toEqual([]);
  const merged = [known[0], { ...known[1], rootId: 1 }] as KnownMembers[];
  expect(suggest(merged, found, { is, pairs })).toEqual([]);
});
