import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { countPosts, createStemCounter, type StemsOfPosts } from '#pipelines/text/count-posts.ts';
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

/** Of tokenised posts what weighing terms takes. */
export type CountableTerms = StemsOfPosts & Pick<TokenisedPosts, 'languages'>;

/** Stems kept per cluster; terms need no more. */
const MAX_TERMS = 60;
/** Beside them those that so many of its posts say, though others may say them as often. */
const COMMON = 0.05;

/**
 * Class-based TF-IDF with contrast: coverage inside the cluster times the logarithm of how much more often a stem is
 * found inside than outside. A word that every post of the community carries scores nothing, however frequent. Where a cluster is written in
 * a language that is not the community's, outside are the other posts in that language: every word of it would be the cluster's own.
 */
export function createTermWeigher(
  tokenised: CountableTerms,
  folded: Pick<FoldedPosts, 'distinct'>,
): (rows: Int32Array) => ClusterTerms {
  const count = createStemCounter(tokenised);
  const countLanguage = createLanguageCounter(tokenised, folded.distinct);
  const inside = new Int32Array(tokenised.vocabulary.length);
  return (rows) => {
    const posts = rows.map((row) => folded.distinct[row]!);
    const touched = count(posts, inside);
    const weighted = weighMostFrequent(touched, posts, countLanguage(posts));
    for (const stem of touched) inside[stem] = 0;
    return new Map(weighted.filter(([, { coverage }], i) => i < MAX_TERMS || coverage >= COMMON));
  };

  /** Weights of the most frequent stems, heaviest first: all that can be among the heaviest `MAX_TERMS`, or are common. */
  function weighMostFrequent(
    touched: Int32Array,
    { length: size }: Int32Array,
    { everywhere, total }: LanguageCount,
  ): (readonly [number, TermWeight])[] {
    const floor = 1 / (total + 1);
    const weighted: (readonly [number, TermWeight])[] = [];
    const heaviest = new Float64Array(MAX_TERMS);
    // What one post of several says is nobody else's word; most stems are such.
    const told = touched.filter((stem) => inside[stem]! > 1 || size <= 1 / COMMON);
    for (const stem of orderByCount(told, inside, size)) {
      const coverage = inside[stem]! / size;
      const most = coverage * naturalLog((coverage + floor) / floor);
      if (coverage < COMMON && most < heaviest[0]!) break;
      const outside = Math.max(0, everywhere[stem]! - inside[stem]!) / Math.max(1, total - size);
      const contrast = Math.max(0, naturalLog((coverage + floor) / (outside + floor)));
      const weight = inside[stem]! < 2 && size > 2 ? 0 : coverage * contrast;
      if (coverage < COMMON && weight < heaviest[0]!) continue;
      weighted.push([stem, { weight, coverage, outside, contrast }]);
      if (weight > heaviest[0]!) {
        heaviest[0] = weight;
        heaviest.sort();
      }
    }
    return weighted.sort(([a, x], [b, y]) => y.weight - x.weight || a - b);
  }
}

/** Stems of the highest counts first: counts are 1 to `most`. */
function orderByCount(stems: Int32Array, counts: Int32Array, most: number): Int32Array {
  const next = new Int32Array(most + 2);
  for (let i = 0; i < stems.length; i += 1) next[most - counts[stems[i]!]! + 1]! += 1;
  for (let at = 1; at < next.length; at += 1) next[at]! += next[at - 1]!;
  const ordered = new Int32Array(stems.length);
  for (let i = 0; i < stems.length; i += 1) {
    const place = most - counts[stems[i]!]!;
    ordered[next[place]!] = stems[i]!;
    next[place]! += 1;
  }
  return ordered;
}

/** In how many posts each stem is found, of how many there are. */
type LanguageCount = { readonly everywhere: Int32Array; readonly total: number };

/** Counts for the language that most of some posts are written in: of all posts where it is the community's language. */
function createLanguageCounter(tokenised: CountableTerms, distinct: Int32Array): (posts: Int32Array) => LanguageCount {
  const main = mostFrequent(tokenised.languages, distinct);
  const known = new Map<string, LanguageCount>();
  return (posts) => {
    const language = mostFrequent(tokenised.languages, posts);
    let counted = known.get(language);
    if (counted === undefined) {
      const those = language === main ? distinct : distinct.filter((post) => tokenised.languages[post] === language);
      counted = { everywhere: countPosts(tokenised, those), total: those.length };
      known.set(language, counted);
    }
    return counted;
  };
}

function mostFrequent(languages: readonly string[], posts: Int32Array): string {
  const counts = new Map<string, number>();
  // Most posts are written in the language of the one before them.
  for (let i = 0, start = 0; i < posts.length; i += 1) {
    const language = languages[posts[i]!]!;
    if (i + 1 < posts.length && languages[posts[i + 1]!] === language) continue;
    counts.set(language, (counts.get(language) ?? 0) + i + 1 - start);
    start = i + 1;
  }
  let [best, most] = ['', 0];
  for (const [language, count] of counts) {
    if (count < most || (count === most && language > best)) continue;
    [best, most] = [language, count];
  }
  return best;
}
