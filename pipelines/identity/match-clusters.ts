import { compareText } from '#pipelines/numerics/compare-text.ts';

/** A cluster as matching sees it. */
export type MatchableCluster = { readonly key: string; readonly postIds: readonly string[] };

export type ClusterMatch = {
  readonly earlierKey: string;
  readonly laterKey: string;
  /** Posts in both. */
  readonly commonCount: number;
  /** Common posts over the smaller of the two, counting only posts that both runs know. */
  readonly overlap: number;
};

/** Below half of the smaller cluster they are not the same matter. */
const MIN_OVERLAP = 0.5;

/**
 * Finds which clusters of an earlier run live on in a later one, so that names and decisions survive a re-run.
 * Pairs are taken greedily, most common posts first, then larger overlap, then earlier and later key in code-unit order;
 * each cluster is matched at most once. Posts that only one run knows neither help nor hurt.
 */
export function matchClusters(
  earlier: readonly MatchableCluster[],
  later: readonly MatchableCluster[],
  options: { readonly minOverlap?: number } = {},
): ClusterMatch[] {
  const minOverlap = options.minOverlap ?? MIN_OVERLAP;
  const pairs = findPairs(earlier, later).filter((pair) => pair.overlap >= minOverlap);
  pairs.sort(
    (a, b) =>
      b.commonCount - a.commonCount ||
      b.overlap - a.overlap ||
      compareText(a.earlierKey, b.earlierKey) ||
      compareText(a.laterKey, b.laterKey),
  );
  const usedEarlier = new Set<string>();
  const usedLater = new Set<string>();
  return pairs.filter(({ earlierKey, laterKey }) => {
    if (usedEarlier.has(earlierKey) || usedLater.has(laterKey)) return false;
    usedEarlier.add(earlierKey);
    usedLater.add(laterKey);
    return true;
  });
}

function findPairs(earlier: readonly MatchableCluster[], later: readonly MatchableCluster[]): ClusterMatch[] {
  const earlierOf = clusterByPost(earlier);
  const laterOf = clusterByPost(later);
  const earlierSizes = countKnown(earlier, laterOf);
  const laterSizes = countKnown(later, earlierOf);
  const pairs: ClusterMatch[] = [];
  for (const { key: laterKey, postIds } of later) {
    const common = new Map<string, number>();
    for (const id of new Set(postIds)) {
      const earlierKey = earlierOf.get(id);
      if (earlierKey !== undefined) common.set(earlierKey, (common.get(earlierKey) ?? 0) + 1);
    }
    for (const [earlierKey, commonCount] of common) {
      const smaller = Math.min(earlierSizes.get(earlierKey)!, laterSizes.get(laterKey)!);
      pairs.push({ earlierKey, laterKey, commonCount, overlap: commonCount / smaller });
    }
  }
  return pairs;
}

function clusterByPost(clusters: readonly MatchableCluster[]): Map<string, string> {
  return new Map(clusters.flatMap(({ key, postIds }) => postIds.map((id) => [id, key] as const)));
}

function countKnown(clusters: readonly MatchableCluster[], known: ReadonlyMap<string, string>): Map<string, number> {
  return new Map(clusters.map(({ key, postIds }) => [key, new Set(postIds.filter((id) => known.has(id))).size]));
}
