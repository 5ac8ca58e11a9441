import { type ChanceStandings, NEAREST } from '#pipelines/chance/compare-with-chance.ts';
import type { Neighbours } from '#pipelines/graph/top-neighbours.ts';

/**
 * How far a row's nearest rows speak for its cluster: the similarities of those that are in it, over as many as could be.
 * Measured on vectors before smoothing: smoothing pulls stray posts into whatever lies near.
 */
export function measureBelonging(labels: Int32Array, near: Neighbours): Float64Array {
  const sizes = countLabels(labels);
  return Float64Array.from(labels, (label, row) =>
    sumInside(near, near.k, row, sizes.get(label)!, (other) => labels[other] === label),
  );
}

/** How much the mean standing of its group counts beside a post's own. */
const GROUP_SHARE = 0.2;
/** How much more a standing must be for each row that a group has less than six. */
const PER_MISSING = 0.02;

/** The rows of a group that have company in it. */
export type Company = (rows: Int32Array) => Int32Array;

/**
 * Which rows of a group belong there. A post stands by its likeness to what is nearest, over that of chance; the half
 * of it that its own group does not bear out is taken off: neighbours of a stray post lie in many groups. Its
 * standing and a share of its group's mean must add up to `least`: a faint post in a clear group belongs there, a group of
 * nothing but small talk falls apart. A post that is like no other belongs nowhere, however clear its group is. In a group of a few posts
 * only as many nearest count as it has others: a matter of three has no five near posts.
 */
export function createCompany(standings: ChanceStandings, near: Neighbours, least: number): Company {
  const groupOf = new Int32Array(standings[0]!.likeness.length);
  let group = 0;
  return (rows) => {
    group += 1;
    for (const row of rows) groupOf[row] = group;
    const nearest = countNearest(standings, rows.length);
    const { likeness, sharedRatios } = standings[nearest - 1]!;
    const stands = Float64Array.from(rows, (row) => {
      const inside = sumInside(near, nearest, row, rows.length, (other) => groupOf[other] === group);
      return standingOf(likeness[row]!, sharedRatios[row]!, inside);
    });
    const mean = stands.reduce((sum, standing) => sum + standing, 0) / rows.length;
    return rows.filter((_, i) => isEnough(stands[i]!, mean, rows.length, least));
  };
}

/** How many nearest rows count in a group of a size. */
export function countNearest(standings: ChanceStandings, size: number): number {
  return Math.max(1, Math.min(standings.length, size - 1));
}

/** The mean standing of the rows of each label. */
export function averageStandings(
  labels: Int32Array,
  standings: ChanceStandings,
  near: Neighbours,
): Map<number, number> {
  const sizes = countLabels(labels);
  const sums = new Map<number, number>();
  for (const [row, label] of labels.entries()) {
    const size = sizes.get(label)!;
    const nearest = countNearest(standings, size);
    const { likeness, sharedRatios } = standings[nearest - 1]!;
    const inside = sumInside(near, nearest, row, size, (other) => labels[other] === label);
    sums.set(label, (sums.get(label) ?? 0) + standingOf(likeness[row]!, sharedRatios[row]!, inside));
  }
  return new Map([...sums].map(([label, sum]) => [label, sum / sizes.get(label)!]));
}

/** From its likeness to what is nearest, the shared ratio to chance, and the likeness to those that are inside its group. */
export function standingOf(likeness: number, ratio: number, inside: number): number {
  return likeness > 0 ? (ratio * (1 + Math.min(1, inside / likeness))) / 2 : 0;
}

/** Whether a row of this standing belongs to a group of this mean standing and size. Of a few rows it takes more: likeness to two is more easily chance than likeness to five. */
export function isEnough(standing: number, ofGroup: number, size: number, least: number): boolean {
  const missing = Math.max(0, NEAREST + 1 - size);
  return standing > 0 && standing + GROUP_SHARE * ofGroup >= least + PER_MISSING * missing;
}

export function countLabels(labels: Int32Array): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return sizes;
}

/** Similarities of the nearest rows that are inside the row's group, over as many as a group of that size could have. */
function sumInside(
  { k, ids, similarities }: Neighbours,
  nearest: number,
  row: number,
  size: number,
  isInside: (row: number) => boolean,
): number {
  const most = Math.min(nearest, size - 1);
  if (most === 0) return 0;
  let sum = 0;
  for (let i = row * k; i < row * k + nearest; i += 1) {
    if (ids[i]! >= 0 && isInside(ids[i]!)) sum += Math.max(0, similarities[i]!);
  }
  return Math.min(1, sum / most);
}
