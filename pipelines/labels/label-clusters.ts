import { roundTo } from '#pipelines/numerics/round.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { IsRepeatedLine } from '#pipelines/text/find-repeated-lines.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { stripMarkup } from '#pipelines/text/strip-markup.ts';
import { featureText, type TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { checkTitles } from './check-titles.ts';
import { findTitleCandidates, type TitleCandidate } from './pick-title.ts';
import { rankTerms } from './rank-terms.ts';
import { createMentionReader } from './read-mentions.ts';
import { createSentenceReader, type Heading, MAX_HEADING } from './read-sentences.ts';
import { spellTerms } from './spell-terms.ts';
import type { ClusterTerms, TermWeight } from './weigh-cluster-terms.ts';
import { widenTitle } from './widen-title.ts';

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
const MAX_READ_WHOLE = 30;
/** Of this many the thread's title is read, which is short and was written to say what it is about. */
const MAX_READ = 400;
const TERM_COUNT = 8;
/** A title that a tag is taken out of has a hole. */
const CUT_TITLE = /<[a-z!/][^>]*>/i;

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
  const readMentions = createMentionReader(tokenised, folded);
  const taken = createTakenTitles();
  const leading = new Set<string>();
  const silenced = findSilenced(tokenised);
  const untitledHeading = findUntitledHeading(posts);
  return members.map((numbers, index) => {
    const sentences = numbers.slice(0, MAX_READ).flatMap((number, rank) => {
      const post = posts[number]!;
      const language = tokenised.languages[number]!;
      const heading = !post.title ? untitledHeading : CUT_TITLE.test(post.title) ? 'none' : 'title';
      if (rank < MAX_READ_WHOLE) return read(featureText(post, isRepeatedLine), language, { heading });
      return post.title ? read(stripMarkup(post.title), language, { heading }) : [];
    });
    const mentions = readMentions(rows[index]!, terms[index]!.keys());
    const spell = spellTerms(sentences, mentions, tokenised);
    const ranked = rankTerms(mentions, terms[index]!, {
      most: TERM_COUNT,
      mayLead: (stem) => !leading.has(spell(stem).toLowerCase()),
    });
    const labelTerms = leadAlone(
      ranked.map(({ stem, weight }) => ({ term: spell(stem), weight: roundTo(weight, 4) })),
      leading,
    );
    if (labelTerms[0] !== undefined) leading.add(labelTerms[0].term.toLowerCase());
    const byStem = new Map([...terms[index]!].map(([stem, weight]) => [tokenised.vocabulary[stem]!, { stem, weight }]));
    const candidates = checkTitles(
      mentions,
      findTitleCandidates(
        sentences,
        (stem) => byStem.get(stem)?.weight ?? (silenced.has(stem) ? SAID_BY_ALL : undefined),
      ),
      (stem) => byStem.get(stem)?.stem,
    );
    // A sentence that is all of a post tells of its one case.
    const titles = untitledHeading === 'sentence' ? candidates : widenTitle(candidates, sentences);
    return { title: chooseTitle(titles, labelTerms, taken), terms: labelTerms };
  });
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

/** What a house word says about any cluster: nothing, and it costs nothing. */
const SAID_BY_ALL: TermWeight = { weight: 0, coverage: 1, outside: 1, contrast: 0 };

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

function chooseTitle(candidates: readonly TitleCandidate[], terms: readonly LabelTerm[], taken: TakenTitles): string {
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
