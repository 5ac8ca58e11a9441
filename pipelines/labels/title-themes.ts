import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import type { LabelTerm } from './label-clusters.ts';
import type { ClusterTerms } from './weigh-cluster-terms.ts';

export type ThemeToTitle = {
  /** Terms of each of its clusters. */
  readonly terms: readonly ClusterTerms[];
  /** The same as people read them: they know how members spell a word. */
  readonly labels: readonly (readonly LabelTerm[])[];
  /** Numbers of its posts. */
  readonly postNumbers: readonly number[];
};

/** Few enough to be read as a heading. */
const MOST_TERMS = 3;
const POSTS_READ = 500;
/** They open many clusters' posts and name no matter. */
const ASKING = /^(?:how|what|when|where|why|which|who)$/iu;

/** Terms as a heading. */
export function writeThemeTitle(terms: readonly string[]): string {
  const title = terms.join(', ');
  return title === '' ? 'Untitled' : title.slice(0, 1).toUpperCase() + title.slice(1);
}

/**
 * Up to three terms for each theme, as members spell them: those that most of its clusters share and that say most for
 * them. No term heads two themes. Empty where no term is shared by half of the clusters: nobody could say what they have
 * in common.
 */
export function titleThemes(themes: readonly ThemeToTitle[], tokenised: TokenisedPosts): string[][] {
  const clusterTotal = themes.reduce((sum, { terms }) => sum + terms.length, 0);
  const everywhere = new Map<number, number>();
  for (const { terms } of themes)
    for (const own of terms) for (const stem of own.keys()) everywhere.set(stem, (everywhere.get(stem) ?? 0) + 1);
  const heads = new Set<string>();
  const slots = new Int32Array(tokenised.vocabulary.length).fill(-1);
  return themes.map((theme) => {
    const shared = rankShared(theme.terms, (stem) => (everywhere.get(stem) ?? 0) / Math.max(1, clusterTotal));
    const spelled = [...new Set(spell(shared.slice(0, 3 * MOST_TERMS), theme, tokenised, slots))].filter(
      (term) => !ASKING.test(term),
    );
    const head = spelled.find((term) => !heads.has(term.toLowerCase()));
    if (head === undefined) return [];
    heads.add(head.toLowerCase());
    return [head, ...spelled.filter((term) => term !== head)].slice(0, MOST_TERMS);
  });
}

/** Stems that half of the clusters carry, two at least, those that say most for most of them first. */
function rankShared(terms: readonly ClusterTerms[], shareOf: (stem: number) => number): number[] {
  const sums = new Map<number, { count: number; weight: number }>();
  for (const own of terms) {
    const most = Math.max(1e-9, ...[...own.values()].map(({ weight }) => weight));
    for (const [stem, { weight }] of own) {
      if (weight <= 0) continue;
      const sum = sums.get(stem) ?? { count: 0, weight: 0 };
      sums.set(stem, { count: sum.count + 1, weight: sum.weight + weight / most });
    }
  }
  const value = ([stem, { count, weight }]: [number, { count: number; weight: number }]) =>
    (weight / terms.length) * Math.max(0.05, count / terms.length - shareOf(stem));
  return [...sums]
    .filter(([, { count }]) => count >= 2 && count * 2 >= terms.length)
    .map((entry) => [entry[0], value(entry)] as const)
    .sort(([a, x], [b, y]) => y - x || a - b)
    .map(([stem]) => stem);
}

/**
 * The word that members write most for each stem, spelled as in the clusters' own terms where it is one of them.
 * @param slots one place per stem of the vocabulary, all -1 between calls.
 */
function spell(
  stems: readonly number[],
  { labels, postNumbers }: Pick<ThemeToTitle, 'labels' | 'postNumbers'>,
  tokenised: TokenisedPosts,
  slots: Int32Array,
): string[] {
  const counts = stems.map(() => new Map<number, number>());
  for (const [slot, stem] of stems.entries()) slots[stem] = slot;
  for (const post of postNumbers.slice(0, POSTS_READ)) {
    const end = tokenised.offsets[post + 1] ?? 0;
    for (let i = tokenised.offsets[post] ?? 0; i < end; i += 1) {
      const stem = tokenised.stems[i] ?? BREAK;
      const slot = stem === BREAK ? -1 : (slots[stem] ?? -1);
      if (slot < 0) continue;
      const forms = counts[slot];
      const word = tokenised.wordNumbers[i] ?? BREAK;
      forms?.set(word, (forms.get(word) ?? 0) + 1);
    }
  }
  for (const stem of stems) slots[stem] = -1;
  const written = new Map(labels.flat().map(({ term }) => [term.toLowerCase(), term]));
  return stems.map((stem, slot) => {
    const [best] = [...(counts[slot] ?? [])].sort(([a, x], [b, y]) => y - x || a - b);
    const word = tokenised.words[best?.[0] ?? -1] ?? tokenised.vocabulary[stem] ?? '';
    return written.get(word) ?? word;
  });
}
