import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf } from '#pipelines/vectors/weigh-terms.ts';

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

/** A profile for each cluster, by its distinct rows. */
export function profileClusters(
  tokenised: TokenisedPosts,
  folded: FoldedPosts,
  clusters: readonly { readonly rows: Int32Array }[],
): ClusterProfile[] {
  const total = folded.distinct.length;
  const everywhere = countPosts(tokenised, folded);
  const last = new Int32Array(tokenised.vocabulary.length).fill(-1);
  const inside = new Int32Array(tokenised.vocabulary.length);
  return clusters.map(({ rows }) => {
    const touched: number[] = [];
    for (const row of rows) {
      for (const stem of stemsOf(tokenised, folded.distinct[row] ?? 0)) {
        if (stem === BREAK || last[stem] === row) continue;
        last[stem] = row;
        if (inside[stem] === 0) touched.push(stem);
        inside[stem] = (inside[stem] ?? 0) + 1;
      }
    }
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
    const step = Math.max(1, Math.floor(rows.length / MAX_ROWS));
    const sums = Array.from(rows)
      .filter((_, i) => i % step === 0)
      .map((row) => sumWeights(new Set(stemsOf(tokenised, folded.distinct[row] ?? 0)), weights));
    return { weights, typical: median(sums) };
  });
}

/** In how many distinct posts each stem stands. */
export function countPosts(tokenised: TokenisedPosts, folded: FoldedPosts): Int32Array {
  const counts = new Int32Array(tokenised.vocabulary.length);
  const last = new Int32Array(tokenised.vocabulary.length).fill(-1);
  for (const [row, post] of folded.distinct.entries()) {
    for (const stem of stemsOf(tokenised, post)) {
      if (stem === BREAK || last[stem] === row) continue;
      last[stem] = row;
      counts[stem] = (counts[stem] ?? 0) + 1;
    }
  }
  return counts;
}

export function median(values: Float64Array | Int32Array | readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function sumWeights(stems: ReadonlySet<number>, weights: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const stem of stems) sum += weights.get(stem) ?? 0;
  return sum;
}
