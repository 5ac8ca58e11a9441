import type { Task } from '#pipelines/pool.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { type CountedLines, createLineTest } from '#pipelines/text/find-repeated-lines.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { stripMarkup } from '#pipelines/text/strip-markup.ts';
import { featureText, type TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { checkTitles } from './check-titles.ts';
import { findTitleCandidates, type TitleCandidate } from './pick-title.ts';
import { preferNames } from './prefer-names.ts';
import { type RankedTerm, rankTerms } from './rank-terms.ts';
import { createMentionReader } from './read-mentions.ts';
import { createSentenceReader, type Heading, type Sentence } from './read-sentences.ts';
import { spellTerms } from './spell-terms.ts';
import { type ClusterTerms, createTermWeigher, type TermWeight } from './weigh-cluster-terms.ts';

/** Posts read for phrases: the most central ones say it best, and a title needs no more. */
const MAX_READ_WHOLE = 30;
/** Of this many the thread's title is read, which is short and was written to say what it is about. */
const MAX_READ = 400;
export const TERM_COUNT = 8;
/** A title that a tag is taken out of has a hole. */
const CUT_TITLE = /<[a-z!/][^>]*>/i;

/** What there is to read of a cluster. */
export type ReadableCluster = {
  /** Its distinct rows. */
  readonly rows: Int32Array;
  /** Its most central posts, and the titles of those that come after them. */
  readonly posts: readonly PostToRead[];
  readonly titles: readonly TitleToRead[];
};
type TitleToRead = { readonly title: string; readonly language: string };
type PostToRead = Pick<EnginePost, 'title' | 'text'> & { readonly language: string };

/** What a cluster's own posts say of it, whatever other clusters are called. */
export type ReadCluster = {
  readonly terms: ClusterTerms;
  /** How members write each of these stems. */
  readonly spelling: ReadonlyMap<number, string>;
  /** Those that tell its posts from others, if each of them may lead. */
  readonly ranked: readonly RankedTerm[];
  /** Phrases that may be its title, best first. */
  readonly titles: readonly Pick<TitleCandidate, 'text' | 'key'>[];
};

/** What is known of all posts when clusters are read. */
export type ReadingGround = {
  readonly tokenised: TokenisedPosts;
  readonly folded: Pick<FoldedPosts, 'distinct'>;
  readonly lines: CountedLines | null;
  /** What heads a post without a title. */
  readonly untitledHeading: Heading;
  /** Stems that no post is left with: a community's house words. */
  readonly silenced: ReadonlySet<string>;
};

/** @param numbers of the cluster's posts, most central first. */
export function pickReadable(
  posts: readonly EnginePost[],
  { languages }: TokenisedPosts,
  numbers: readonly number[],
  rows: Int32Array,
): ReadableCluster {
  const languageOf = (number: number) => languages[number] ?? '';
  return {
    rows,
    posts: numbers.slice(0, MAX_READ_WHOLE).map((number) => {
      const { title, text } = posts[number]!;
      return { title, text, language: languageOf(number) };
    }),
    titles: numbers.slice(MAX_READ_WHOLE, MAX_READ).flatMap((number) => {
      const { title } = posts[number]!;
      return title ? { title, language: languageOf(number) } : [];
    }),
  };
}

/** Reads some clusters. */
export const READ_CLUSTERS: Task<ReadingGround, readonly ReadableCluster[], ReadCluster[]> = {
  name: 'read-clusters',
  prepare(ground) {
    const read = createClusterReader(ground);
    return (clusters) => clusters.map(read);
  },
};

function createClusterReader(ground: ReadingGround): (cluster: ReadableCluster) => ReadCluster {
  const { tokenised, folded, untitledHeading, silenced } = ground;
  const { vocabulary } = tokenised;
  const weigh = createTermWeigher(tokenised, folded);
  const readMentions = createMentionReader(tokenised, folded);
  const readSentences = createReader(ground);
  return (cluster) => {
    const sentences = readSentences(cluster);
    const terms = weigh(cluster.rows);
    const mentions = readMentions(cluster.rows, terms.keys());
    const byStem = new Map(Array.from(terms, ([stem, weight]) => [vocabulary[stem]!, { stem, weight }]));
    const weightOf = (stem: string) => byStem.get(stem)?.weight ?? (silenced.has(stem) ? SAID_BY_ALL : undefined);
    // Members name a matter where they head what they write; a sentence that is all of a post tells of its one case.
    const isNamed = untitledHeading !== 'sentence' && sentences.some(({ isHeading }) => isHeading);
    const candidates = checkTitles(
      mentions,
      findTitleCandidates(sentences, weightOf, isNamed),
      (stem) => byStem.get(stem)?.stem,
      isNamed,
    );
    const titles = isNamed ? preferNames(candidates, sentences) : candidates;
    return {
      terms,
      spelling: spellTerms(sentences, mentions, tokenised),
      ranked: rankTerms(mentions, terms, { most: TERM_COUNT, mayLead: () => true }),
      titles: titles.map(({ text, key }) => ({ text, key })),
    };
  };
}

function createReader({ lines, untitledHeading }: ReadingGround): (cluster: ReadableCluster) => Sentence[] {
  const read = createSentenceReader();
  const isRepeatedLine = createLineTest(lines);
  const headingOf = (title: string | null | undefined) =>
    !title ? untitledHeading : CUT_TITLE.test(title) ? 'none' : 'title';
  return ({ posts, titles }) => [
    ...posts.flatMap((post) =>
      read(featureText(post, isRepeatedLine), post.language, { heading: headingOf(post.title) }),
    ),
    ...titles.flatMap(({ title, language }) => read(stripMarkup(title), language, { heading: headingOf(title) })),
  ];
}

/** What a house word says about any cluster: nothing, and it costs nothing. */
const SAID_BY_ALL: TermWeight = { weight: 0, coverage: 1, outside: 1, contrast: 0 };
