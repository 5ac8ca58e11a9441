import { describe, expect, test } from 'vitest';
import { cutMerges, mergeGroups } from '#pipelines/clusters/merge-groups.ts';
import { rowsAt } from '#tests/pipelines/kernels/code-rows.ts';

function groupsOf(angles: readonly number[], linkage: 'average' | 'variance', count: number): string[] {
  const labels = Int32Array.from(angles.keys());
  const cut = cutMerges(mergeGroups(rowsAt(angles), labels, angles.length, linkage), angles.length, { count });
  const groups = new Map<number, number[]>();
  for (const [i, label] of cut.entries()) groups.set(label, [...(groups.get(label) ?? []), angles[i] ?? 0]);
  return [...groups.values()].map((group) => group.join(' '));
}

describe('merging', () => {
  test.each(['average', 'variance'] as const)('by %s joins what is near', (linkage) => {
    expect(groupsOf([0, 2, 40, 43, 90], linkage, 3)).toEqual(['0 2', '40 43', '90']);
  });

  test('by variance prefers groups of like size where the mean leaves a stray one alone', () => {
    const angles = [0, 1, 2, 3, 20, 21, 22, 23, 50];

    expect(groupsOf(angles, 'average', 2)).toEqual(['0 1 2 3 20 21 22 23', '50']);
    expect(groupsOf(angles, 'variance', 2)).toEqual(['0 1 2 3', '20 21 22 23 50']);
  });
});
