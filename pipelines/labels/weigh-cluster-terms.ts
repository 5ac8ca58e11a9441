import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
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
  const count = createStemCounter(tokenised, folded);
  const everywhere = new Int32Array(tokenised.vocabulary.length);
  const inside = new Int32Array(tokenised.vocabulary.length);
  count(
    Int32Array.from({ length: total }, (_, row) => row),
    everywhere,
  );
  return clusters.map((rows) => {
    const touched = count(rows, inside);
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

/** Counts in how many of the given rows each stem is found; returns the stems whose count was 0. */
function createStemCounter({ offsets, stems, vocabulary }: TokenisedPosts, { distinct }: FoldedPosts) {
  const last = new Int32Array(vocabulary.length);
  let visit = 0;
  return (rows: Int32Array, counts: Int32Array): number[] => {
    const touched: number[] = [];
    for (let r = 0; r < rows.length; r += 1) {
      visit += 1;
      const post = distinct[rows[r]!]!;
      const end = offsets[post + 1]!;
      for (let i = offsets[post]!; i < end; i += 1) {
        const stem = stems[i]!;
        if (stem === BREAK || last[stem] === visit) continue;
        last[stem] = visit;
        if (counts[stem] === 0) touched.push(stem);
        counts[stem]! += 1;
      }
    }
    return touched;
  };
}
