import { type MatchableCluster, matchClusters } from '#pipelines/identity/match-clusters.ts';
import type { FoundCluster } from './clustering-message.ts';

/** Of a found cluster all that says which one it is. */
type Found = Pick<FoundCluster, 'key' | 'postIds'>;

/** A cluster that exists, as the run before left it. */
export type KnownCluster = {
  readonly clusterId: number;
  /** People decided something about it: it must not lose its place to a larger cluster that nobody touched. */
  readonly isCurated: boolean;
  /** Its posts, or where it has none left, those that it was last known by. */
  readonly knownBy: readonly number[];
};

/** Beside a neighbour more than this many times its size, a curated cluster is a part of the neighbour's matter. */
const MAX_SIZE_RATIO = 3;

/**
 * Which found cluster is which known one. Curated clusters choose first.
 * @returns the known cluster's id by the found cluster's key; keys without one are new.
 */
export function matchIdentities(known: readonly KnownCluster[], found: readonly Found[]): Map<string, number> {
  const later = found.map(({ key, postIds }) => ({ key, postIds: postIds.map(String) }));
  const curated = match(
    known.filter(({ isCurated }) => isCurated),
    later,
  );
  const commonCounts = largestCommonCounts(known, found);
  const kept = curated.filter(
    ({ laterKey, commonCount }) => commonCount * MAX_SIZE_RATIO >= (commonCounts.get(laterKey) ?? 0),
  );
  const takenKeys = new Set(kept.map(({ laterKey }) => laterKey));
  const takenIds = new Set(kept.map(({ earlierKey }) => Number(earlierKey)));
  const others = match(
    known.filter(({ clusterId }) => !takenIds.has(clusterId)),
    later.filter(({ key }) => !takenKeys.has(key)),
  );
  return new Map([...kept, ...others].map(({ laterKey, earlierKey }) => [laterKey, Number(earlierKey)]));
}

function match(known: readonly KnownCluster[], later: readonly MatchableCluster[]) {
  const earlier = known.map(({ clusterId, knownBy }) => ({ key: String(clusterId), postIds: knownBy.map(String) }));
  return matchClusters(earlier, later);
}

/** For each found cluster, how many posts it shares with the known cluster that it shares most with. */
function largestCommonCounts(known: readonly KnownCluster[], found: readonly Found[]): Map<string, number> {
  const knownOf = new Map(known.flatMap(({ clusterId, knownBy }) => knownBy.map((id) => [id, clusterId] as const)));
  return new Map(
    found.map(({ key, postIds }) => {
      const counts = new Map<number, number>();
      for (const postId of postIds) {
        const clusterId = knownOf.get(postId);
        if (clusterId !== undefined) counts.set(clusterId, (counts.get(clusterId) ?? 0) + 1);
      }
      return [key, Math.max(0, ...counts.values())];
    }),
  );
}
