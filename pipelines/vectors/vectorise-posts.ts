import { WIDTH_MULTIPLE } from '#pipelines/kernels/assemble-kernels.ts';
import {
  type Codes,
  type LentRows,
  lendRows,
  type Matrix,
  matrixBytes,
  openCodes,
} from '#pipelines/kernels/create-arena.ts';
import { pickByLot } from '#pipelines/numerics/lots.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import type { PipelineParameters, ViewParameters } from '#pipelines/parameters.ts';
import { ALONE, cutSpans, eachPiece, type Pool, type Span, type Task } from '#pipelines/pool.ts';
import type { PostNumbers, TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { createTermCounter } from './count-terms.ts';
import { learnPostMeanings } from './embed-posts.ts';
import { createEmbedder, type EmbedWords, type LearnedMeanings, learnMeanings } from './embed-words.ts';
import { hashTerms } from './hash-terms.ts';
import type { PostMeanings } from './post-vectors.ts';
import { createReducer, type LearnedDirections, learnDirections } from './reduce-terms.ts';
import { createTermRows, stemsOf, type TermWeights } from './weigh-terms.ts';
import type { WordVectors } from './word-vectors.ts';

/** Fewer posts than this per direction, and the directions follow single posts. */
const ROWS_PER_DIRECTION = 4;
/** Posts that directions and means are learned from; more of them change both very little. */
const MOST_LEARNED = 20_000;
/** Posts that are a piece of work. */
const PIECE = 500;

/** Where the semantic view comes from: meanings of single words, or of whole posts (`ids` by post number). */
export type Meanings =
  | { readonly words: WordVectors }
  | { readonly posts: PostMeanings; readonly ids: readonly string[] };

/** Posts as they are written; chance posts mean nothing. */
export type PostsToWrite = {
  readonly tokenised: PostNumbers;
  readonly areChance?: boolean;
};

/** Turns posts into vectors of `width` numbers, always the same way. */
export type Vectoriser = {
  readonly width: number;
  /** Writes a row of `width` numbers, of any length; whether the meanings of the post's words are known. */
  readonly write: (posts: PostsToWrite, post: number, row: Float32Array) => boolean;
  /** What another thread makes the same of; null where it cannot. */
  readonly views: LearnedViews | null;
};

/** Up to three views, as they were learned. */
export type LearnedViews = {
  readonly width: number;
  readonly hashedWidth: number;
  readonly shares: ViewParameters['shares'];
  readonly weights: TermWeights;
  readonly topics: LearnedDirections | null;
  readonly words: LearnedMeanings | null;
};

/**
 * Learns up to three views that stand side by side: what a post says literally (hashed TF-IDF), what it is about (LSA) and
 * what its words mean (word vectors, where there are any for its language, or vectors of whole posts). The dot product of two rows that have the
 * same views is the mean of their cosines in each, weighted by the views' shares.
 *
 * @param posts numbers of the posts to learn from.
 * @param lots of the posts: many of them are learned from those with the lowest.
 */
export function learnVectors(
  tokenised: TokenisedPosts,
  posts: Int32Array,
  weights: TermWeights,
  parameters: PipelineParameters,
  meanings: Meanings | null,
  { lots, random, pool = ALONE }: { readonly lots: Uint32Array; readonly random: Random; readonly pool?: Pool },
): Vectoriser {
  const { hashedWidth } = parameters;
  const { shares } = parameters[meanings === null ? 'withoutMeaning' : 'withMeaning'];
  const topicalWidth = Math.min(parameters.topicalWidth, countDirections(posts.length));
  const learnFrom = pickByLot(lots, MOST_LEARNED).map((i) => posts[i]!);
  const topics =
    topicalWidth > 0
      ? learnDirections(createTermRows(tokenised, learnFrom, weights), weights, topicalWidth, random, pool)
      : null;
  const words =
    meanings !== null && 'words' in meanings ? learnMeanings(tokenised, learnFrom, meanings.words, pool.size) : null;
  const width = hashedWidth + topicalWidth + widthOf(meanings);
  const views = { ...{ width, hashedWidth, shares, weights }, topics, words };
  if (meanings === null || 'words' in meanings) return openVectoriser(views, 0);
  return {
    ...createVectoriser(views, 0, learnPostMeanings(meanings.ids, learnFrom, meanings.posts, random)),
    views: null,
  };
}

/** One at a time in each thread: all that it opens work in the same memory. */
export function openVectoriser(views: LearnedViews, hand: number): Vectoriser {
  const vectoriser = createVectoriser(views, hand, views.words && createEmbedder(views.words, hand));
  return { ...vectoriser, views };
}

function createVectoriser(
  { width, hashedWidth, shares, weights, topics }: LearnedViews,
  hand: number,
  embed: EmbedWords | null,
): Omit<Vectoriser, 'views'> {
  const [literal, topical, semantic] = shares;
  const topicEnd = hashedWidth + (topics?.directions.width ?? 0);
  const count = createTermCounter(weights);
  const reduce = topics && createReducer(topics, weights, hand);
  return {
    width,
    write(of, post, row) {
      const counted = count(stemsOf(of.tokenised, post));
      hashTerms(counted, weights, row.subarray(0, hashedWidth), Math.sqrt(literal));
      reduce?.(counted.stems, row.subarray(hashedWidth, topicEnd), Math.sqrt(topical));
      return embed?.(of, post, row.subarray(topicEnd), Math.sqrt(semantic)) ?? false;
    },
  };
}

/** Codes the posts into consecutive rows from `firstRow` on; 1 for each whose words' meanings are known. */
export function vectorisePosts(
  vectoriser: Vectoriser,
  of: PostsToWrite,
  posts: Int32Array,
  rows: Codes,
  { firstRow = 0, pool = ALONE }: { readonly firstRow?: number; readonly pool?: Pool } = {},
): Uint8Array {
  const { views, width } = vectoriser;
  if (views === null) return writeRows(vectoriser, of, posts, { rows, firstRow });
  const tokenised = withoutWords(of.tokenised);
  const shared = {
    views,
    of: { ...of, tokenised },
    posts,
    rows: lendRows(rows, pool.size, matrixBytes(1, width)),
    firstRow,
  };
  const spans = cutSpans(posts.length, PIECE);
  const hasMeaning = new Uint8Array(posts.length);
  eachPiece(pool, WRITE_ROWS, shared, spans, (has, i) => hasMeaning.set(has, spans[i]!.start));
  return hasMeaning;
}

/** Of posts what other threads have a use for. */
export function withoutWords(posts: PostNumbers | TokenisedPosts): PostNumbers {
  const { offsets, stems, wordNumbers, silent, silentOffsets, languages } = posts;
  return { offsets, stems, wordNumbers, silent, silentOffsets, languages };
}

type Writing = {
  readonly views: LearnedViews;
  readonly of: PostsToWrite;
  readonly posts: Int32Array;
  readonly rows: LentRows;
  readonly firstRow: number;
};

/** Codes a span of the posts; nobody else writes there. */
export const WRITE_ROWS: Task<Writing, Span, Uint8Array> = {
  name: 'write-rows',
  prepare({ views, of, posts, firstRow, ...lent }, hand) {
    const vectoriser = openVectoriser(views, hand);
    const rows = openCodes(lent.rows, hand);
    const row = rows.arena.createMatrix(1, views.width);
    return ({ start, end }) =>
      writeRows(vectoriser, of, posts.subarray(start, end), { rows, row, firstRow: firstRow + start });
  },
};

function writeRows(
  { width, write }: Pick<Vectoriser, 'width' | 'write'>,
  of: PostsToWrite,
  posts: Int32Array,
  { rows, firstRow, row = rows.arena.createMatrix(1, width) }: { rows: Codes; firstRow: number; row?: Matrix },
): Uint8Array {
  return Uint8Array.from(posts, (post, i) => {
    const hasMeaning = write(of, post, row.values);
    rows.arena.encodeUnit(row, 0, rows, firstRow + i);
    return hasMeaning ? 1 : 0;
  });
}

/** Columns of the semantic view: whole vectors of the kernels, the last one filled up with zeros. */
function widthOf(meanings: Meanings | null): number {
  if (meanings === null) return 0;
  const { width } = 'posts' in meanings ? meanings.posts : meanings.words;
  return Math.ceil(width / WIDTH_MULTIPLE) * WIDTH_MULTIPLE;
}

/** A handful of posts has fewer directions than posts. Whole vectors of columns, so that no kernel reads across rows. */
function countDirections(rowCount: number): number {
  return Math.floor(rowCount / ROWS_PER_DIRECTION / WIDTH_MULTIPLE) * WIDTH_MULTIPLE;
}
