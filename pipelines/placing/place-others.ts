import { countWords } from '#pipelines/chance/compare-with-chance.ts';
import type { Surroundings } from '#pipelines/chance/learn-surroundings.ts';
import { batchFinderBytes, createBatchFinder } from '#pipelines/graph/find-near-batch.ts';
import type { SearchedRows } from '#pipelines/graph/find-near-rows.ts';
import { countCells } from '#pipelines/graph/order-in-cells.ts';
import { createNeighbours, type Neighbours } from '#pipelines/graph/top-neighbours.ts';
import {
  type Codes,
  codeBytes,
  createArena,
  type LentRows,
  lendRows,
  matrixBytes,
  openCodes,
} from '#pipelines/kernels/create-arena.ts';
import { cutSpans, eachPiece, type Pool, type Span, type Task } from '#pipelines/pool.ts';
import type { PostNumbers, TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import {
  type LearnedViews,
  openVectoriser,
  type Vectoriser,
  withoutWords,
} from '#pipelines/vectors/vectorise-posts.ts';
import type { TermWeights } from '#pipelines/vectors/weigh-terms.ts';
import { type Choice, chooseCluster, describePlaced } from './choose-cluster.ts';

/** Posts that were not compared with one another, and what they lie near among those that were. */
export type Others = {
  readonly near: Neighbours;
  /** Of each the likeness to the one, the two, ... nearest that chance would give. */
  readonly expected: readonly Float64Array[];
};

/** Posts that are a piece of work: the more of them, the more look into the same cell. */
const PIECE = 4000;

/**
 * Looks the nearest rows of other posts up, as long as rows stand as they were made: smoothing moves them.
 *
 * @param posts numbers of the other posts.
 */
export function findOthers(
  surroundings: Surroundings,
  { tokenised, posts, weights }: { tokenised: TokenisedPosts; posts: Int32Array; weights: TermWeights },
  pool: Pool,
  onPost: (done: number) => void,
): Others {
  const { vectoriser, rows, near, chance } = surroundings;
  const lists = createNeighbours(posts.length, near.k);
  const expected = new Array<Float64Array>(posts.length);
  const spans = cutSpans(posts.length, PIECE);
  const take = (hasMeaning: Uint8Array, piece: number) => {
    const { start, end } = spans[piece]!;
    for (let i = start; i < end; i += 1)
      expected[i] = chance.expect(countWords(tokenised, posts[i]!, weights), hasMeaning[i - start] === 1);
    onPost(end);
  };
  if (vectoriser.views === null) {
    const search = createSearch(vectoriser, rows, { tokenised, posts, lists, searched: surroundings });
    for (const [piece, span] of spans.entries()) take(search(span), piece);
  } else {
    const shared = {
      views: vectoriser.views,
      rows: lendRows(rows, pool.size, searchingBytes(rows.rowCount, rows.width)),
      ...{ tokenised: withoutWords(tokenised), posts, lists, searched: copySearched(surroundings) },
    };
    eachPiece(pool, FIND_OTHERS, shared, spans, take);
  }
  return { near: lists, expected };
}

/** Bytes that looking posts up takes of the arena of so many rows, in each thread. */
export function searchingBytes(rowCount: number, width: number): number {
  return batchFinderBytes(width, countCells(rowCount));
}

type Search = {
  readonly tokenised: PostNumbers;
  /** Numbers of the posts to look up, and a list for each. */
  readonly posts: Int32Array;
  readonly lists: Neighbours;
  readonly searched: SearchedRows;
};

/** Fills the lists of a span of the posts; nobody else writes there. Returns 1 for each whose words' meanings are known. */
export const FIND_OTHERS: Task<Search & { views: LearnedViews; rows: LentRows }, Span, Uint8Array> = {
  name: 'find-others',
  prepare({ views, rows, ...search }, hand) {
    return createSearch(openVectoriser(views, hand), openCodes(rows, hand), search);
  },
};

function createSearch(
  { width, write }: Pick<Vectoriser, 'width' | 'write'>,
  rows: Codes,
  { tokenised, posts, lists, searched }: Search,
): (span: Span) => Uint8Array {
  const find = createBatchFinder(rows, searched);
  // Of the piece alone, so that what is written of it need not fit the memory of the rows.
  const arena = createArena(codeBytes(PIECE, width) + matrixBytes(1, width));
  const row = arena.createMatrix(1, width);
  const codes = arena.createCodes(PIECE, width);
  return ({ start, end }) => {
    const hasMeaning = Uint8Array.from(posts.subarray(start, end), (post, i) => {
      const has = write({ tokenised }, post, row.values);
      arena.encodeUnit(row, 0, codes, i);
      return has ? 1 : 0;
    });
    find({ ...codes, rowCount: end - start }, lists, start);
    return hasMeaning;
  };
}

/** As it can be sent to other threads. */
function copySearched({ filledCount, cells }: Surroundings): SearchedRows {
  if (cells === null) return { filledCount, cells };
  const { rowCount, values } = cells.centroids;
  return { filledCount, cells: { starts: cells.starts, centroids: { rowCount, values: values.slice() } } };
}

/** Places other posts beside rows that have their clusters: a choice for each. */
export function placeOthers(
  { near, expected }: Others,
  labels: Int32Array,
  fits: Float64Array,
  surroundings: Pick<Surroundings, 'near' | 'chance'>,
  minStanding: number,
): Choice[] {
  const placed = describePlaced(labels, fits, surroundings);
  return Array.from(expected, (likeness, i) => chooseCluster(near, i, placed, likeness, minStanding));
}
