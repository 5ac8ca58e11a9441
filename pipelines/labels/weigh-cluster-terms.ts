import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf } from '#pipelines/vectors/weigh-terms.ts';

/** What a stem says about a cluster. */
export type TermWeight = {
  readonly weight: number;
  /** Share of the cluster's distinct posts that carry the stem. */
  readonly coverage: number;
  /** Share of all other distinct posts that do. */
  readonly outside: number;
  /** Logarithm of how much more often it is found inside than outside; at least 0. */
  readonly contrast: number;
};

/** Stems by weight for one cluster. A stem that is not here is rare in it. */
export type ClusterTerms = ReadonlyMap<number, TermWeight>;

/** Stems kept per cluster; terms need no more. */
const MAX_TERMS = 60;
/** Beside them those that so many of its posts say, though others may say them as often. */
const COMMON = 0.05;

/**
 * Class-based TF-IDF with contrast: coverage inside the cluster times the logarithm of how much more often a stem is
 * found inside than outside. A word that every post of the community carries scores nothing, however frequent.
 */
export function weighClusterTerms(
  tokenised: TokenisedPosts,
  folded: FoldedPosts,
  clusters: readonly Int32Array[],
): ClusterTerms[] {
  const total = folded.distinct.length;
  const last = new Int32Array(tokenised.vocabulary.length).fill(-1);
  const everywhere = new Int32Array(tokenised.vocabulary.length);
  for (let row = 0; row < total; row += 1) countOnce(stemsOf(tokenised, folded.distinct[row]!), row, last, everywhere);

  last.fill(-1);
  const inside = new Int32Array(tokenised.vocabulary.length);
  return clusters.map((rows) => {
    const touched: number[] = [];
    for (const row of rows) countOnce(stemsOf(tokenised, folded.distinct[row]!), row, last, inside, touched);
    const weighted = touched.map((stem) => {
      const coverage = inside[stem]! / rows.length;
      const outside = (everywhere[stem]! - inside[stem]!) / Math.max(1, total - rows.length);
      const floor = 1 / (total + 1);
      const isAlone = inside[stem]! < 2 && rows.length > 2;
      const contrast = Math.max(0, naturalLog((coverage + floor) / (outside + floor)));
      inside[stem] = 0;
      return [stem, { weight: isAlone ? 0 : coverage * contrast, coverage, outside, contrast }] as const;
    });
    weighted.sort(([a, x], [b, y]) => y.weight - x.weight || a - b);
    return new Map(weighted.filter(([, { coverage }], i) => i < MAX_TERMS || coverage >= COMMON));
  });
}

function countOnce(stems: Int32Array, row: number, last: Int32Array, counts: Int32Array, touched?: number[]): void {
  for (const stem of stems) {
    if (stem === BREAK || last[stem] === row) continue;
    last[stem] = row;
    if (counts[stem] === 0) touched?.push(stem);
    counts[stem]! += 1;
  }
}
