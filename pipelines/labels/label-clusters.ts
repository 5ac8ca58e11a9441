import { roundTo } from '#pipelines/numerics/round.ts';
import { ALONE, cutSpans, mapPieces, type Pool } from '#pipelines/pool.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { CountedLines } from '#pipelines/text/find-repeated-lines.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { type RankedTerm, rankTerms } from './rank-terms.ts';
import { pickReadable, READ_CLUSTERS, type ReadCluster, TERM_COUNT } from './read-clusters.ts';
import { createMentionReader } from './read-mentions.ts';
import { type Heading, MAX_HEADING } from './read-sentences.ts';
import type { ClusterTerms } from './weigh-cluster-terms.ts';

export type LabelTerm = { readonly term: string; readonly weight: number };
export type ClusterLabel = {
  readonly title: string;
  readonly terms: readonly LabelTerm[];
  /** Of all stems that are not rare in the cluster. */
  readonly weights: ClusterTerms;
};

export type LabelInput = {
  readonly posts: readonly EnginePost[];
  readonly tokenised: TokenisedPosts;
  /** Lines of the community; null: none is repeated. */
  readonly lines: CountedLines | null;
  /** For each cluster its post numbers, most central first. Larger clusters come first: they choose titles first. */
  readonly members: readonly (readonly number[])[];
  /** The same by distinct rows. */
  readonly rows: readonly Int32Array[];
  readonly folded: Pick<FoldedPosts, 'distinct'>;
};

/** Fewer clusters are read here before another thread has learned how. */
const FEWEST_SHARED = 400;
/** Clusters that are a piece of work. */
const PIECE = 8;

/** A title in members' words and weighted terms for each cluster: no two titles are the same, and no two first terms. */
export function labelClusters(
  { posts, tokenised, folded: { distinct }, lines, members, rows }: LabelInput,
  pool: Pool = ALONE,
): ClusterLabel[] {
  const folded = { distinct };
  const ground = {
    ...{ tokenised, folded, lines },
    ...{ untitledHeading: findUntitledHeading(posts), silenced: findSilenced(tokenised) },
  };
  const readable = members.map((numbers, i) => pickReadable(posts, tokenised, numbers, rows[i]!));
  const pieces = cutSpans(readable.length, PIECE).map(({ start, end }) => readable.slice(start, end));
  const read = mapPieces(members.length < FEWEST_SHARED ? ALONE : pool, READ_CLUSTERS, ground, pieces).flat();
  const readMentions = createMentionReader(tokenised, folded);
  const taken = createTakenTitles();
  const leading = new Set<string>();
  return read.map((cluster, i) => {
    const rank = (mayLead: (stem: number) => boolean) =>
      rankTerms(readMentions(rows[i]!, cluster.terms.keys()), cluster.terms, { most: TERM_COUNT, mayLead });
    const terms = pickTerms(cluster, rank, leading);
    return { title: chooseTitle(cluster.titles, terms, taken), terms, weights: cluster.terms };
  });
}

/** Terms whose first one leads no other cluster. */
function pickTerms(
  { ranked, spelling }: ReadCluster,
  rank: (mayLead: (stem: number) => boolean) => RankedTerm[],
  leading: Set<string>,
): readonly LabelTerm[] {
  const spell = (stem: number) => spelling.get(stem) ?? '';
  const mayLead = (stem: number) => !leading.has(spell(stem).toLowerCase());
  const isFree = ranked[0] === undefined || mayLead(ranked[0].stem);
  const terms = leadAlone(
    (isFree ? ranked : rank(mayLead)).map(({ stem, weight }) => ({ term: spell(stem), weight: roundTo(weight, 4) })),
    leading,
  );
  if (terms[0] !== undefined) leading.add(terms[0].term.toLowerCase());
  return terms;
}

/** What heads a post without a title: nothing where threads have them; where most posts are but a sentence, this is said as a title is. */
function findUntitledHeading(posts: readonly EnginePost[]): Heading {
  if (posts.some(({ title }) => title)) return 'none';
  return posts.filter(isOneSentence).length >= posts.length / 2 ? 'sentence' : 'line';
}

function isOneSentence({ text }: EnginePost): boolean {
  return text.length <= MAX_HEADING && !/[.!?;\n。！？…]\s*\S/u.test(text.trim());
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

/** Stems that no post is left with: a community's house words. */
function findSilenced({ vocabulary, stems }: TokenisedPosts): ReadonlySet<string> {
  const isSaid = new Uint8Array(vocabulary.length);
  for (let i = 0; i < stems.length; i += 1) if (stems[i]! >= 0) isSaid[stems[i]!] = 1;
  return new Set(vocabulary.filter((_, number) => isSaid[number] === 0));
}

type TakenTitles = {
  readonly has: (title: string, key?: string) => boolean;
  readonly add: (title: string, key?: string) => void;
};

/** Two titles are the same when they differ in case only, or have the same content words. */
function createTakenTitles(): TakenTitles {
  const titles = new Set<string>();
  const keys = new Set<string>();
  return {
    has: (title, key = '') => titles.has(title.toLowerCase()) || keys.has(key),
    add: (title, key = '') => {
      titles.add(title.toLowerCase());
      if (key !== '') keys.add(key);
    },
  };
}

function chooseTitle(candidates: ReadCluster['titles'], terms: readonly LabelTerm[], taken: TakenTitles): string {
  const free = candidates.find(({ text, key }) => !taken.has(text, key));
  const title = free?.text ?? joinTerms(candidates[0]?.text, terms, taken);
  taken.add(title, free?.key);
  return title;
}

/** A title for a cluster whose phrases all are others' titles. */
function joinTerms(phrase: string | undefined, terms: readonly LabelTerm[], taken: TakenTitles): string {
  const words = terms.slice(0, 3).map(({ term }) => term);
  const base = phrase ?? (words.length > 0 ? capitalise(words.join(', ')) : 'Posts of few words');
  if (!taken.has(base)) return base;
  const told = terms.map(({ term }) => `${base} (${term})`).find((title) => !taken.has(title));
  if (told !== undefined) return told;
  let number = 2;
  while (taken.has(`${base} (${number})`)) number += 1;
  return `${base} (${number})`;
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
