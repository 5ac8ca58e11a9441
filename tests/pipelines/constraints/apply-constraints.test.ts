import { expect, test } from 'vitest';
import { applyConstraints } from '#pipelines/constraints/apply-constraints.ts';
import type { KnownMembers } from '#pipelines/constraints.ts';

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function known(clusterId: number, postIds: readonly number[], more: Partial<KnownMembers> = {}): KnownMembers {
  return { clusterId, rootId: clusterId, isHeld: true, postIds, ...more };
}

const noPins = new Map<number, number | null>();

test('no post leaves a cluster that people decided about, wherever the engine would have it', () => {
  const overlay = applyConstraints(
    { known: [known(1, range(0, 10)), known(2, range(10, 20), { isHeld: false })], pins: noPins },
    [
      { key: 'c1', postIds: range(0, 5) },
      { key: 'c2', postIds: range(7, 20) },
    ],
    new Map([
      ['c1', 1],
      ['c2', 2],
    ]),
  );

  expect([...overlay.held]).toEqual(range(0, 10).map((id) => [id, 1]));
  expect(overlay.fates.get('c2')).toEqual({ kind: 'is', clusterId: 2 });
});

test('what looks like one of a merged pair joins it', () => {
  const overlay = applyConstraints(
    { known: [known(1, range(0, 6), { rootId: 2 }), known(2, range(10, 20))], pins: noPins },
    [{ key: 'c1', postIds: [...range(0, 4), ...range(30, 33)] }],
    new Map(),
  );

  expect(overlay.fates.get('c1')).toEqual({ kind: 'joins', clusterId: 1 });
});

test('a group of mostly new posts is a new cluster, also with a few posts that stay elsewhere', () => {
  const overlay = applyConstraints(
    { known: [known(1, range(0, 10))], pins: noPins },
    [{ key: 'c1', postIds: [...range(0, 2), ...range(30, 40)] }],
    new Map(),
  );

  expect(overlay.fates.get('c1')).toEqual({ kind: 'new' });
  expect(overlay.held.get(0)).toBe(1);
});

test('where clusters that people hold apart are found as one, its new posts have to choose a side', () => {
  const overlay = applyConstraints(
    {
      known: [known(1, range(0, 10)), known(2, range(10, 15))],
      pins: new Map(range(10, 15).map((id) => [id, 2])),
    },
    [{ key: 'c1', postIds: range(0, 20) }],
    new Map([['c1', 1]]),
  );

  expect(overlay.mixed).toEqual([
    {
      key: 'c1',
      sides: [
        { clusterId: 1, postIds: range(0, 10) },
        { clusterId: 2, postIds: range(10, 15) },
      ],
      freePostIds: range(15, 20),
    },
  ]);
});

test('pinned posts are left to the pins, so that undoing one leads back to what the run said', () => {
  const overlay = applyConstraints(
    { known: [known(1, [1, 2, 3])], pins: new Map([[2, 1]]) },
    [{ key: 'c1', postIds: [1, 2, 3] }],
    new Map([['c1', 1]]),
  );

  expect([...overlay.held.keys()]).toEqual([1, 3]);
});
