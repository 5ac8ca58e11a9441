import { pickEvenly } from '#pipelines/numerics/pick-evenly.ts';

/** Where posts stand in a community, beside each other. */
export type Standing = {
  /** The cluster of each post, any number; -1: it belongs nowhere. */
  readonly clusters: Int32Array;
  /** 0..1: how well each fits its cluster. */
  readonly scores: Float32Array;
};

/** Small clusters are learned whole, larger ones by this many members at least. */
const FEWEST_MEMBERS = 10;
/** Halvings of the share that is taken of large clusters. */
const ROUNDS = 30;

/**
 * A fair sample of a community: posts that belong nowhere as often as they come, small clusters whole, and of large ones
 * the same share of members, evenly from the best fitting to the least.
 *
 * @returns positions of about `most` posts at most, ascending; more only where there are too many clusters. Ties go by
 *   position.
 */
export function pickLearned({ clusters, scores }: Standing, most: number): number[] {
  const members = new Map<number, number[]>();
  for (const [i, cluster] of clusters.entries()) {
    const list = members.get(cluster);
    if (list) list.push(i);
    else members.set(cluster, [i]);
  }
  const unplaced = members.get(-1) ?? [];
  members.delete(-1);
  const groups = [...members.values()];
  const unplacedRoom = Math.ceil((Math.min(most, clusters.length) * unplaced.length) / Math.max(1, clusters.length));
  const share = findShare(
    groups.map(({ length }) => length),
    most - unplacedRoom,
  );
  const placed = groups.flatMap((group) => {
    const sorted = group.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
    return take(sorted, quota(sorted.length, share));
  });
  return [...placed, ...take(unplaced, unplacedRoom)].sort((a, b) => a - b);
}

function quota(size: number, share: number): number {
  return Math.min(size, Math.max(FEWEST_MEMBERS, Math.floor(size * share)));
}

/** The largest share of large groups that keeps all of them together within the room; none, where there is no such share. */
function findShare(sizes: readonly number[], room: number): number {
  const fits = (share: number) => sizes.reduce((sum, size) => sum + quota(size, share), 0) <= room;
  if (fits(1)) return 1;
  let low = 0;
  let high = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function take(items: readonly number[], count: number): number[] {
  return Array.from(pickEvenly(items.length, count), (i) => items[i] ?? 0);
}
