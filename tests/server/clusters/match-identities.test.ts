import { expect, test } from 'vitest';
import { matchIdentities } from '#server/clusters/match-identities.ts';

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function found(key: string, postIds: readonly number[]) {
  return { key, title: key, kind: 'other' as const, terms: [], postIds, exemplarPostIds: [] };
}

test('a cluster that kept most of its posts keeps its identity', () => {
  const known = [{ clusterId: 7, isCurated: false, knownBy: range(0, 10) }];

  const matches = matchIdentities(known, [
    found('c1', range(50, 60)),
    found('c2', [...range(2, 10), ...range(20, 25)]),
  ]);

  expect([...matches]).toEqual([['c2', 7]]);
});

test('of two that were found as one, the curated one keeps its place', () => {
  const known = [
    { clusterId: 1, isCurated: false, knownBy: range(0, 40) },
    { clusterId: 2, isCurated: true, knownBy: range(40, 60) },
  ];

  expect([...matchIdentities(known, [found('c1', range(0, 60))])]).toEqual([['c1', 2]]);
});

test('a small curated cluster does not take the place of one many times its size', () => {
  const known = [
    { clusterId: 1, isCurated: false, knownBy: range(0, 400) },
    { clusterId: 2, isCurated: true, knownBy: range(400, 405) },
  ];

  expect([...matchIdentities(known, [found('c1', range(0, 405))])]).toEqual([['c1', 1]]);
});
