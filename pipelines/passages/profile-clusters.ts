import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { thinOut } from '#pipelines/numerics/pick-evenly.ts';
import { createStemCounter, type StemsOfPosts } from '#pipelines/text/count-posts.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { createStemLister } from '#pipelines/text/list-stems.ts';

/** What the posts of a cluster say that others do not. */
export type ClusterProfile = {
  /** Coverage inside times the logarithm of how much more often a stem is found inside than outside; strongest first. */
  readonly weights: ReadonlyMap<number, number>;
  /** Sum of the weights of the stems of a post: half of the cluster's posts have more. */
  readonly typical: number;
};

const MAX_STEMS = 60;
/** Members that tell what is typical; more of them say the same. */
const MAX_ROWS = 150;

/**
 * A profile for each cluster, by its distinct rows.
 * @param everywhere in how many distinct posts each stem stands.
 */
export function profileClusters(
  tokenised: StemsOfPosts,
  folded: Pick<FoldedPosts, 'distinct'>,
  everywhere: Int32Array,
  clusters: readonly { readonly rows: Int32Array }[],
): ClusterProfile[] {
  const total = folded.distinct.length;
  const counter = createStemCounter(tokenised);
  const listStems = createStemLister(tokenised);
  const inside = new Int32Array(tokenised.vocabulary.length);
  return clusters.map(({ rows }) => {
    const touched = counter(
      rows.map((row) => folded.distinct[row] ?? 0),
      inside,
    );
    const weighed: [stem: number, weight: number][] = [];
    for (const stem of touched) {
      const count = inside[stem] ?? 0;
      inside[stem] = 0;
      const coverage = count / rows.length;
      const outside = ((everywhere[stem] ?? 0) - count) / Math.max(1, total - rows.length);
      // What a single post says, or one in forty, is not what the cluster is about.
      if (count < 2 || coverage < 0.025 || coverage <= outside) continue;
      const floor = 1 / (total + 1);
      weighed.push([stem, coverage * naturalLog((coverage + floor) / (outside + floor))]);
    }
    weighed.sort(([a, x], [b, y]) => y - x || a - b);
    const weights = new Map(weighed.slice(0, MAX_STEMS));
    const sums = thinOut(Array.from(rows), MAX_ROWS).map((row) =>
      sumWeights(listStems(folded.distinct[row] ?? 0), weights),
    );
    return { weights, typical: median(sums) };
  });
}

export function median(values: Float64Array | Int32Array | readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function sumWeights(stems: Int32Array, weights: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const stem of stems) sum += weights.get(stem) ?? 0;
  return sum;
}
