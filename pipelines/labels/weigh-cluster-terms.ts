import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { countPosts, createStemCounter } from '#pipelines/text/count-posts.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';

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
  const count = createStemCounter(tokenised);
  const everywhere = countPosts(tokenised, folded.distinct);
  const inside = new Int32Array(tokenised.vocabulary.length);
  return clusters.map((rows) => {
    const posts = rows.map((row) => folded.distinct[row]!);
    const touched = count(posts, inside);
    const weighted = weighMostFrequent(touched, rows.length);
    for (const stem of touched) inside[stem] = 0;
    return new Map(weighted.filter(([, { coverage }], i) => i < MAX_TERMS || coverage >= COMMON));
  });

  /** Weights of the most frequent stems, heaviest first: all that can be among the heaviest `MAX_TERMS`, or are common. */
  function weighMostFrequent(touched: number[], size: number): (readonly [number, TermWeight])[] {
    const floor = 1 / (total + 1);
    const weighted: (readonly [number, TermWeight])[] = [];
    const heaviest = new Float64Array(MAX_TERMS);
    // What one post of several says is nobody else's word; most stems are such.
    const told = touched.filter((stem) => inside[stem]! > 1 || size <= 1 / COMMON);
    for (const stem of told.sort((a, b) => inside[b]! - inside[a]!)) {
      const coverage = inside[stem]! / size;
      const most = coverage * naturalLog((coverage + floor) / floor);
      if (coverage < COMMON && most < heaviest[0]!) break;
      const outside = (everywhere[stem]! - inside[stem]!) / Math.max(1, total - size);
      const contrast = Math.max(0, naturalLog((coverage + floor) / (outside + floor)));
      const weight = inside[stem]! < 2 && size > 2 ? 0 : coverage * contrast;
      weighted.push([stem, { weight, coverage, outside, contrast }]);
      if (weight > heaviest[0]!) {
        heaviest[0] = weight;
        heaviest.sort();
      }
    }
    return weighted.sort(([a, x], [b, y]) => y.weight - x.weight || a - b);
  }
}
