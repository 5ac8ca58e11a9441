import { describe, expect, test } from 'vitest';
import { rateSeverity } from '#pipelines/mentions/rate-severity.ts';
import { prepareWords } from '#pipelines/search/score-words.ts';
import type { ClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import {
  type ClusterSelection,
  type ClusterSort,
  countFacets,
  selectClusters,
} from '#server/clusters/select-clusters.ts';

const NOW = Date.UTC(2026, 4, 20);
const DAY = 86_400_000;
const onlooker = { now: NOW, userId: 'ana' };

function cluster(id: number, given: Partial<ClusterFacts> & { terms?: string } = {}): ClusterFacts {
  const { terms = '', ...facts } = given;
  const title = facts.title ?? `Cluster ${id}`;
  return {
    ...{ id, version: 1, title, kind: 'complaint', state: 'open', ownerId: null, snoozedUntil: null, doneAt: null },
    ...{ isCurated: false, postCount: 10, voiceCount: 5, postsSinceDismissal: null, firstSeenAt: null },
    ...{ lastSeenAt: NOW, sources: [[1, 10]], languages: [['en', 10]], weeks: [], recentVoiceCount: 0 },
    ...{ earlierVoiceCount: 0, trend: 'steady', theme: null, signs: [], severity: null, heatedVoiceCount: 0 },
    heardRank: Math.log2(facts.voiceCount ?? 5),
    ...facts,
    words: () => ({ title: prepareWords(title), rest: prepareWords(terms) }),
  } as ClusterFacts;
}

function ids(all: readonly ClusterFacts[], selection: ClusterSelection, sort: ClusterSort = 'rank') {
  return selectClusters(all, { selection, sort, onlooker }).map(({ facts }) => facts.id);
}

describe('each cluster stands in its places', () => {
  const all = [
    cluster(1),
    cluster(2, { isCurated: true, ownerId: 'ana' }),
    cluster(3, { isCurated: true, ownerId: 'ben' }),
    cluster(4, { isCurated: true, snoozedUntil: NOW + DAY }),
    cluster(5, { isCurated: true, snoozedUntil: NOW - DAY }),
    cluster(6, { isCurated: true, state: 'dismissed', ownerId: 'ana' }),
    cluster(7, { isCurated: true, doneAt: NOW }),
  ];
  test.each([
    ['inbox', [1]],
    ['open', [1, 2, 3, 5]],
    ['mine', [2]],
    ['curated', [2, 3, 5]],
    ['snoozed', [4]],
    ['dismissed', [6]],
    ['done', [7]],
    ['all', [1, 2, 3, 4, 5, 6, 7]],
  ] as const)('%s', (view, expected) => {
    expect(ids(all, { view })).toEqual(expected);
    expect(countFacets(all, { selection: {}, onlooker }).views[view]).toBe(expected.length);
  });
});

test('a facet counts as if none of its own choices were made, and each count is what its choice would list', () => {
  const all = [
    cluster(1, { kind: 'wish', sources: [[1, 5]] }),
    cluster(2, { kind: 'wish', sources: [[2, 5]] }),
    cluster(3, {
      kind: 'praise',
      sources: [
        [1, 3],
        [2, 2],
      ],
    }),
    cluster(4, { kind: 'praise', voiceCount: 1 }),
  ];
  const selection: ClusterSelection = { view: 'open', kinds: ['wish'], minVoices: 2 };

  const facets = countFacets(all, { selection, onlooker });

  expect(facets.kinds).toEqual([
    ['wish', 2],
    ['praise', 1],
  ]);
  for (const [sourceId, count] of facets.sourceIds) {
    expect(ids(all, { ...selection, sourceIds: [sourceId] })).toHaveLength(count);
  }
  for (const [kind, count] of facets.kinds) expect(ids(all, { ...selection, kinds: [kind] })).toHaveLength(count);
});

test('clusters are filtered, counted and sorted by severity, by signs and by heat', () => {
  const rated = (id: number, signs: ClusterFacts['signs'], voiceCount = 5) =>
    cluster(id, {
      ...{ signs, voiceCount, severity: rateSeverity(signs, voiceCount) },
      heatedVoiceCount: signs.find(([sign]) => sign === 'heated')?.[1] ?? 0,
    });
  const all = [
    rated(1, [['crash', 3, 4]]),
    rated(2, [['money', 2, 2]]),
    rated(3, [], 90),
    rated(4, [
      ['heated', 4, 6],
      ['crash', 1, 1],
    ]),
    rated(5, [['blocked', 4, 4]]),
  ];
  expect(ids(all, {}, 'severity')).toEqual([2, 5, 1, 3, 4]);
  expect(ids(all, {}, 'heat')).toEqual([4, 3, 1, 2, 5]);
  expect(ids(all, { severities: ['serious'] }, 'severity')).toEqual([5, 1]);
  expect(ids(all, { signs: ['crash'] })).toEqual([1, 4]);

  const facets = countFacets(all, { selection: { signs: ['money'] }, onlooker });
  expect(facets.severities).toEqual([['severe', 1]]);
  expect(facets.signs).toContainEqual(['crash', 2]);
  for (const [sign, count] of facets.signs) expect(ids(all, { signs: [sign] })).toHaveLength(count);
});

test('voices of long ago rank below fewer that are still heard, and by plain voices above them', () => {
  const all = [
    cluster(1, { voiceCount: 40, heardRank: Math.log2(40) - 12 }),
    cluster(2, { voiceCount: 3, heardRank: Math.log2(2.5) }),
    cluster(3, { voiceCount: 0, heardRank: -1000 }),
    cluster(4, { voiceCount: 2, heardRank: 1 - 30 }),
    cluster(5, { voiceCount: 3, heardRank: Math.log2(2.5), postCount: 11 }),
  ];

  expect(ids(all, {}, 'rank')).toEqual([5, 2, 1, 4, 3]);
  expect(ids(all, {}, 'voices')).toEqual([1, 5, 2, 4, 3]);
});

test('several choices of one facet add up, choices of several facets narrow down', () => {
  const all = [
    cluster(1, { kind: 'wish', trend: 'growing' }),
    cluster(2, { kind: 'praise', trend: 'growing' }),
    cluster(3, { kind: 'other', trend: null }),
  ];

  expect(ids(all, { kinds: ['wish', 'praise'] })).toEqual([1, 2]);
  expect(ids(all, { kinds: ['wish', 'other'], trends: ['growing'] })).toEqual([1]);
});

test('a search takes the words of titles and terms, titles first', () => {
  const all = [
    cluster(1, { title: 'Import is slow', terms: 'export csv', voiceCount: 50 }),
    cluster(2, { title: 'Exports hang', terms: 'csv query' }),
    cluster(3, { title: '導出失敗' }),
    cluster(4, { title: 'Café' }),
  ];

  expect(ids(all, { q: 'export' }, 'best')).toEqual([2, 1]);
  expect(ids(all, { q: 'export -import' }, 'best')).toEqual([2]);
  expect(ids(all, { q: '失敗' }, 'best')).toEqual([3]);
  expect(ids(all, { q: 'cafe' }, 'best')).toEqual([4]);
  expect(ids(all, { q: '"is slow"' }, 'best')).toEqual([1]);
  expect(ids(all, { q: '?' }, 'best')).toEqual([]);
});

describe('themes', () => {
  const exports = { id: 3, title: 'Export, csv' };
  const login = { id: 4, title: 'Login, password' };
  const all = [
    cluster(1, { voiceCount: 50 }),
    cluster(2, { voiceCount: 4, theme: exports }),
    cluster(3, { voiceCount: 9, theme: exports }),
    cluster(4, { voiceCount: 7, theme: login }),
    cluster(5, { voiceCount: 5, theme: login, kind: 'wish' }),
  ];

  test('are filtered by, and each number is the length of the list behind it', () => {
    expect(ids(all, { themeIds: [3] })).toEqual([3, 2]);
    expect(ids(all, { themeIds: [3, 4] })).toEqual([3, 4, 5, 2]);
    const { themeIds } = countFacets(all, { selection: { kinds: ['complaint'], themeIds: [4] }, onlooker });
    expect(themeIds).toEqual([
      [3, 2],
      [4, 1],
    ]);
  });

  test('keep together in the order of their voices, before clusters that stand in none', () => {
    expect(ids(all, {}, 'theme')).toEqual([3, 2, 4, 5, 1]);
    expect(ids(all, { kinds: ['wish'] }, 'theme')).toEqual([5]);
  });
});
