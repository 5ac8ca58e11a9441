import type { Constraints, FoundMembers } from '#pipelines/constraints.ts';

/** Where a found cluster's posts go that nobody has a say in. */
export type Fate =
  /** It is this known cluster, whose title and terms it renews. */
  | { readonly kind: 'is'; readonly clusterId: number }
  /** It is a part of this known cluster, which people hold together. */
  | { readonly kind: 'joins'; readonly clusterId: number }
  /** Nothing that is known. */
  | { readonly kind: 'new' };

/** A found cluster in which posts of several clusters stand that people hold: each new post goes to the nearest of them. */
export type MixedCluster = {
  readonly key: string;
  readonly sides: readonly { readonly clusterId: number; readonly postIds: readonly number[] }[];
  readonly freePostIds: readonly number[];
};

export type Overlay = {
  readonly fates: ReadonlyMap<string, Fate>;
  /** Posts that stay in a known cluster although the engine would have them elsewhere, or nowhere. */
  readonly held: ReadonlyMap<number, number>;
  readonly mixed: readonly MixedCluster[];
};

/** A new cluster needs this many posts that nobody holds elsewhere. */
const MIN_FREE = 3;
/** A held cluster is a side of a found one with this many posts in it, and this share of them. */
const MIN_SIDE_POSTS = 2;
const MIN_SIDE_SHARE = 0.1;

/**
 * Lays what people decided over what the engine found. A run may only add to clusters that people have decided about: no
 * post leaves them, parts of them stay parts, and what looks like a merged pair joins it.
 *
 * @param matched which found cluster is which known one.
 */
export function applyConstraints(
  { known, pins }: Constraints,
  found: readonly FoundMembers[],
  matched: ReadonlyMap<string, number>,
): Overlay {
  const homeOf = new Map<number, number>();
  const held = new Map<number, number>();
  const rootOf = new Map(known.map(({ clusterId, rootId }) => [clusterId, rootId]));
  const heldIds = new Set(known.filter(({ isHeld }) => isHeld).map(({ clusterId }) => clusterId));
  for (const { clusterId, isHeld, postIds } of known) {
    if (!isHeld) continue;
    for (const postId of postIds) {
      homeOf.set(postId, clusterId);
      // Pins are laid over when a page is read: under them the run's own word stays, for when they are undone.
      if (!pins.has(postId)) held.set(postId, clusterId);
    }
  }

  const fates = new Map<string, Fate>();
  const mixed: MixedCluster[] = [];
  for (const { key, postIds } of found) {
    const homes = countHomes(postIds, homeOf, rootOf);
    const freePostIds = postIds.filter((id) => !held.has(id) && !pins.has(id));
    const fate = decideFate({
      clusterId: matched.get(key),
      homes,
      size: postIds.length,
      freeCount: freePostIds.length,
    });
    fates.set(key, fate);
    if (fate.kind === 'new' || !heldIds.has(fate.clusterId)) continue;
    const least = Math.max(MIN_SIDE_POSTS, postIds.length * MIN_SIDE_SHARE);
    const sides = homes.filter(({ posts }) => posts.length >= least);
    if (sides.length < 2 || freePostIds.length === 0) continue;
    mixed.push({
      key,
      freePostIds,
      sides: sides.map(({ clusterId, posts }) => ({ clusterId, postIds: posts })),
    });
  }
  return { fates, held, mixed };
}

type Home = { readonly clusterId: number; readonly posts: readonly number[] };

/** The held families that posts of a found cluster belong to, most posts first; each goes by its largest member. */
function countHomes(
  postIds: readonly number[],
  homeOf: ReadonlyMap<number, number>,
  rootOf: ReadonlyMap<number, number>,
): Home[] {
  const families = new Map<number, Map<number, number[]>>();
  for (const postId of postIds) {
    const clusterId = homeOf.get(postId);
    if (clusterId === undefined) continue;
    const rootId = rootOf.get(clusterId) ?? clusterId;
    const members = families.get(rootId) ?? new Map<number, number[]>();
    families.set(rootId, members);
    const own = members.get(clusterId);
    if (own) own.push(postId);
    else members.set(clusterId, [postId]);
  }
  const homes = [...families.values()].map((members) => {
    const [largest] = [...members].sort(([a, x], [b, y]) => y.length - x.length || a - b);
    return { clusterId: largest?.[0] ?? 0, posts: [...members.values()].flat() };
  });
  return homes.sort((a, b) => b.posts.length - a.posts.length || a.clusterId - b.clusterId);
}

function decideFate({
  clusterId,
  homes,
  size,
  freeCount,
}: {
  clusterId: number | undefined;
  homes: readonly Home[];
  size: number;
  freeCount: number;
}): Fate {
  if (clusterId !== undefined) return { kind: 'is', clusterId };
  const [largest] = homes;
  if (!largest) return { kind: 'new' };
  const isPart = largest.posts.length * 2 >= size;
  return isPart || freeCount < MIN_FREE ? { kind: 'joins', clusterId: largest.clusterId } : { kind: 'new' };
}
