import { describe, expect, test } from 'vitest';
import { cutMerges, mergeGroups } from '#pipelines/clusters/merge-groups.ts';
import { createArena, type Matrix, matrixBytes } from '#pipelines/kernels/create-arena.ts';

/** Unit vectors at these angles, in degrees. */
function rowsAt(angles: readonly number[]): Matrix {
  const matrix = createArena(matrixBytes(angles.length, 16)).createMatrix(angles.length, 16);
  for (const [row, angle] of angles.entries()) {
    matrix.values[row * matrix.width] = Math.cos((angle * Math.PI) / 180);
    matrix.values[row * matrix.width + 1] = Math.sin((angle * Math.PI) / 180);
  }
  return matrix;
}

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
