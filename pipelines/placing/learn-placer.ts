import { countWords } from '#pipelines/chance/compare-with-chance.ts';
import { learnSurroundings } from '#pipelines/chance/learn-surroundings.ts';
import { createRowFinder, finderBytes } from '#pipelines/graph/find-near-rows.ts';
import { compareText } from '#pipelines/numerics/compare-text.ts';
import { createRandom } from '#pipelines/numerics/random.ts';
import { type PipelineOptions, resolveParameters } from '#pipelines/parameters.ts';
import { ALONE } from '#pipelines/pool.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { countLines } from '#pipelines/text/find-repeated-lines.ts';
import { foldDuplicates } from '#pipelines/text/fold-duplicates.ts';
import { silenceHouseWords } from '#pipelines/text/silence-house-words.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import { mostFrequent, type TokenisedPosts, tokenisePosts } from '#pipelines/text/tokenise-posts.ts';
import { drawLots } from '#pipelines/vectors/draw-lots.ts';
import { weighTerms } from '#pipelines/vectors/weigh-terms.ts';
import type { WordVectors } from '#pipelines/vectors/word-vectors.ts';
import { chooseCluster, describePlaced } from './choose-cluster.ts';
import { createTranslation } from './translate-tokens.ts';

/** A post that a run has placed, or left out. */
export type LearnedPost = {
  readonly post: EnginePost;
  /** Null: it belongs nowhere. */
  readonly clusterKey: string | null;
  /** How well it fits its cluster, 0..1. */
  readonly score: number;
};

export type PlacedPost = {
  readonly id: string;
  readonly clusterKey: string | null;
  /** 0..1; 0 where it belongs nowhere. */
  readonly score: number;
  /** How far its cluster is ahead of the next one in the votes of the nearest posts, 0..1. */
  readonly margin: number;
  /** The posts nearest to it, nearest first, five at most. */
  readonly nearestIds: readonly string[];
};

export type Placer = {
  /** Places posts one by one: none depends on the others. In their order. */
  readonly place: (posts: readonly EnginePost[], onPost?: (done: number) => void) => PlacedPost[];
};

/** Nearest posts that are named. */
const NAMED = 5;

/**
 * Learns from posts of a community where further ones belong: beside the posts that they are nearest to, if they are
 * nearer than chance would have it, by the rule that runs place posts by. The same posts, in any order, teach the same.
 *
 * @param learned a fair sample of a run: members of each cluster and posts that belong nowhere, as often as they come.
 * @throws RangeError when ids repeat.
 */
export function learnPlacer(
  learned: readonly LearnedPost[],
  options: Pick<PipelineOptions, 'seed'> = {},
  wordVectors: WordVectors | null = null,
): Placer {
  const parameters = resolveParameters(options, { wordVectors: wordVectors?.language ?? null });
  const known = [...learned].sort((a, b) => compareText(a.post.id, b.post.id));
  const posts = known.map(({ post }) => post);
  const lines = countLines(posts.map(({ text }) => text));
  const read = tokenisePosts(posts, lines);
  const isSaid = markStems(read);
  const silenced = silenceHouseWords(posts, read);
  const isLeft = markStems(silenced);
  const isSilenced = (stem: number) => isSaid[stem] === 1 && isLeft[stem] === 0;
  const tokenised = withUnknown(silenced, wordVectors);
  const folded = foldDuplicates(tokenised);
  const weights = weighTerms(tokenised, folded);
  const surroundings = learnSurroundings(
    {
      ...{ tokenised, posts: folded.distinct, weights, parameters },
      lots: drawLots(tokenised, folded.distinct, weights, parameters.seed),
      meanings: wordVectors && { words: wordVectors },
      random: createRandom(parameters.seed),
      pool: ALONE,
      room: (width) => finderBytes(folded.distinct.length, width),
    },
    (_stage, _total, work) => work(() => {}),
  );
  const { vectoriser, rows, near, order, chance } = surroundings;
  const keys = [...new Set(known.flatMap(({ clusterKey }) => clusterKey ?? []))].sort(compareText);
  const labelOf = new Map<string | null, number>(keys.map((key, label) => [key, label]));
  const postAt = order.map((i) => folded.distinct[i]!);
  const placed = describePlaced(
    postAt.map((post) => labelOf.get(known[post]!.clusterKey) ?? -1),
    Float64Array.from(postAt, (post) => known[post]!.score),
    surroundings,
  );
  const find = createRowFinder(rows, surroundings, near.k);
  const translate = createTranslation(tokenised, isSilenced);
  const community = mostFrequent(tokenised.languages);
  const row = new Float32Array(vectoriser.width);

  return {
    place(further, onPost = () => {}) {
      const of = { tokenised: translate(tokenisePosts(further, lines, { community })) };
      return further.map(({ id }, number) => {
        const hasMeaning = vectoriser.write(of, number, row);
        const nearest = find(row);
        const expected = chance.expect(countWords(of.tokenised, number, weights), hasMeaning);
        const { label, fit, margin } = chooseCluster(nearest, 0, placed, expected, parameters.minStanding);
        onPost(number + 1);
        return {
          ...{ id, clusterKey: keys[label] ?? null, score: fit, margin },
          nearestIds: [...nearest.ids.subarray(0, NAMED)].filter((at) => at >= 0).map((at) => posts[postAt[at]!]!.id),
        };
      });
    },
  };
}

/** By stem: 1 where it stands in a post. */
function markStems({ stems, vocabulary }: TokenisedPosts): Uint8Array {
  const isSaid = new Uint8Array(vocabulary.length);
  for (const stem of stems) if (stem !== BREAK) isSaid[stem] = 1;
  return isSaid;
}

/** The same posts with words that further posts may bring: those that have a meaning, and one for all others. */
function withUnknown(tokenised: TokenisedPosts, wordVectors: WordVectors | null): TokenisedPosts {
  const known = new Set(tokenised.words);
  const meant = [...(wordVectors?.rowOf.keys() ?? [])].filter((word) => !known.has(word));
  return {
    ...tokenised,
    words: [...tokenised.words, ...meant, ''],
    vocabulary: [...tokenised.vocabulary, ''],
  };
}
