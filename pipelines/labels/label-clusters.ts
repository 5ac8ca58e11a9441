import { roundTo } from '#pipelines/numerics/round.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { IsRepeatedLine } from '#pipelines/text/find-repeated-lines.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { featureText, type TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { findTitleCandidates, type TitleCandidate } from './pick-title.ts';
import { rankTerms } from './rank-terms.ts';
import { createSentenceReader, type Sentence } from './read-sentences.ts';
import type { ClusterTerms } from './weigh-cluster-terms.ts';

export type LabelTerm = { readonly term: string; readonly weight: number };
export type ClusterLabel = { readonly title: string; readonly terms: readonly LabelTerm[] };

export type LabelInput = {
  readonly posts: readonly EnginePost[];
  readonly tokenised: TokenisedPosts;
  readonly isRepeatedLine: IsRepeatedLine;
  /** For each cluster its post numbers, most central first. Larger clusters come first: they choose titles first. */
  readonly members: readonly (readonly number[])[];
  /** The same by distinct rows. */
  readonly rows: readonly Int32Array[];
  readonly folded: FoldedPosts;
  readonly terms: readonly ClusterTerms[];
};

/** Posts read for phrases: the most central ones say it best, and a title needs no more. */
const MAX_POSTS_READ = 50;
const TERM_COUNT = 8;

/** A title in members' words and weighted terms for each cluster: no two titles are the same, and no two first terms. */
export function labelClusters({
  posts,
  tokenised,
  folded,
  isRepeatedLine,
  members,
  rows,
  terms,
}: LabelInput): ClusterLabel[] {
  const read = createSentenceReader();
  const taken = new Set<string>();
  const leading = new Set<string>();
  return members.map((numbers, cluster) => {
    const sentences = numbers
      .slice(0, MAX_POSTS_READ)
      .flatMap((number) => read(featureText(posts[number]!, isRepeatedLine), tokenised.languages[number]!));
    const byStem = new Map([...terms[cluster]!].map(([stem, weight]) => [tokenised.vocabulary[stem]!, weight]));
    const spelling = findSpellings(sentences);
    const spell = (stem: number) => spelling.get(tokenised.vocabulary[stem]!) ?? tokenised.vocabulary[stem]!;
    const ranked = rankTerms({ tokenised, folded, rows: rows[cluster]! }, terms[cluster]!, {
      most: TERM_COUNT,
      mayLead: (stem) => !leading.has(spell(stem).toLowerCase()),
    });
    const labelTerms = leadAlone(
      ranked.map(({ stem, weight }) => ({ term: spell(stem), weight: roundTo(weight, 4) })),
      leading,
    );
    if (labelTerms[0] !== undefined) leading.add(labelTerms[0].term.toLowerCase());
    const candidates = findTitleCandidates(sentences, (stem) => byStem.get(stem));
    const title = chooseTitle(candidates, labelTerms, taken);
    taken.add(title.toLowerCase());
    return { title, terms: labelTerms };
  });
}

/**
 * The terms with a first one that leads no other cluster: where all of them do elsewhere, the first two words that lead
 * nowhere together; none where that fails, too.
 */
function leadAlone(terms: readonly LabelTerm[], leading: ReadonlySet<string>): readonly LabelTerm[] {
  const first = terms[0];
  if (first === undefined || !leading.has(first.term.toLowerCase())) return terms;
  for (const [i, left] of terms.entries()) {
    for (const right of terms.slice(i + 1)) {
      const term = `${left.term} ${right.term}`;
      if (!leading.has(term.toLowerCase())) return [{ term, weight: first.weight }, ...terms.slice(0, TERM_COUNT - 1)];
    }
  }
  return [];
}

function chooseTitle(
  candidates: readonly TitleCandidate[],
  terms: readonly LabelTerm[],
  taken: ReadonlySet<string>,
): string {
  for (const { text } of candidates.slice(0, 40)) if (!taken.has(text.toLowerCase())) return text;
  const words = terms.slice(0, 3).map(({ term }) => term);
  const base = candidates[0]?.text ?? (words.length > 0 ? capitalise(words.join(', ')) : 'Posts of few words');
  if (!taken.has(base.toLowerCase())) return base;
  const told = terms.map(({ term }) => `${base} (${term})`).find((title) => !taken.has(title.toLowerCase()));
  if (told !== undefined) return told;
  let number = 2;
  while (taken.has(`${base} (${number})`.toLowerCase())) number += 1;
  return `${base} (${number})`;
}

/** The most frequent way to write each stem; of equally frequent ones the first in code order. */
function findSpellings(sentences: readonly Sentence[]): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { words } of sentences) {
    for (const { text, stem } of words) {
      if (stem === undefined) continue;
      const bare = text.replace(/[^\p{L}\p{N}+#]+$/u, '');
      const spelling = /^\p{Lu}\p{Ll}+$/u.test(bare) ? bare.toLowerCase() : bare;
      const forms = counts.get(stem) ?? new Map<string, number>();
      counts.set(stem, forms.set(spelling, (forms.get(spelling) ?? 0) + 1));
    }
  }
  return new Map(
    [...counts].map(([stem, forms]) => [stem, [...forms].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]![0]]),
  );
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
