import {
  createArena,
  type LentRows,
  lendRows,
  type Matrix,
  matrixBytes,
  openMatrix,
} from '#pipelines/kernels/create-arena.ts';
import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import { ALONE, cutSpans, eachPiece, type Pool, type Span, type Task } from '#pipelines/pool.ts';
import { listRowWords, type WordsOfPosts } from './row-words.ts';

/** A cluster for every row, and how well the row fits it, 0..1. */
export type SpreadRows = { readonly labels: Int32Array; readonly fits: Float64Array };

/** Words drawn from the whole community that each cluster is thought to have said beside its own. */
const COMMON_WORDS = 2000;
/** Rows that are a piece of work. */
const PIECE = 1000;

/**
 * From clusters of some rows to clusters of all: a row goes where its words are likeliest (naive Bayes without class
 * sizes). One table look-up per word, so that the cost of a post does not grow with their number.
 *
 * @param learned rows of `words` that `labels`, beside them, are known of; these keep their cluster.
 */
export function spreadByWords(
  learned: Int32Array,
  labels: Int32Array,
  clusterCount: number,
  words: WordsOfPosts,
  pool: Pool = ALONE,
): SpreadRows {
  const rowCount = words.folded.distinct.length;
  const { offsets, numbers, shares } = listRowWords(words, clusterCount);
  const wordCount = shares.length;
  const most = offsets.reduce((longest, end, row) => Math.max(longest, end - (offsets[row - 1] ?? 0)), 0);
  const scratch = matrixBytes(1, clusterCount) + 2 * matrixBytes(1, most);
  const arena = createArena(matrixBytes(wordCount, clusterCount) + pool.size * scratch);
  const table = arena.createMatrix(wordCount, clusterCount);
  const totals = new Float64Array(clusterCount);
  const result = new Int32Array(rowCount).fill(-1);
  for (const [i, row] of learned.entries()) {
    const label = labels[i]!;
    result[row] = label;
    totals[label]! += offsets[row + 1]! - offsets[row]!;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at += 1)
      table.values[numbers[at]! * table.width + label]! += 1;
  }
  weighWords(table, shares, totals);
  const shared = { table: lendRows(table, pool.size, scratch), clusterCount, most, offsets, numbers, known: result };
  const spans = cutSpans(rowCount, PIECE);
  const fits = new Float64Array(rowCount);
  const spread = result.slice();
  eachPiece(pool, SPREAD_ROWS, shared, spans, (rows, piece) => {
    spread.set(rows.labels, spans[piece]!.start);
    fits.set(rows.fits, spans[piece]!.start);
  });
  return { labels: spread, fits };
}

type Spreading = {
  /** A row for each word, how much it speaks for each cluster. */
  readonly table: LentRows;
  readonly clusterCount: number;
  /** Words that a row has at most. */
  readonly most: number;
  readonly offsets: Int32Array;
  readonly numbers: Int32Array;
  /** The cluster of each row, or -1. */
  readonly known: Int32Array;
};

/** Spreads a span of the rows. */
export const SPREAD_ROWS: Task<Spreading, Span, SpreadRows> = {
  name: 'spread-rows',
  prepare({ clusterCount, most, offsets, numbers, known, ...lent }, hand) {
    const table = openMatrix(lent.table, hand);
    const { arena } = table;
    const scores = arena.createMatrix(1, clusterCount);
    const list = { rows: arena.createInts(most), weights: arena.createMatrix(1, most) };
    list.weights.values.fill(1);
    return ({ start, end }) => {
      const labels = known.slice(start, end);
      const fits = Float64Array.from(labels, (label, i) => {
        const [first, last] = [offsets[start + i]!, offsets[start + i + 1]!];
        scores.values.fill(0);
        list.rows.values.set(numbers.subarray(first, last));
        arena.addRows(table, { ...list, count: last - first }, scores, 0);
        const best = label < 0 ? findLargest(scores.values, clusterCount) : label;
        labels[i] = best;
        const perWord = Math.max(0, scores.values[best]!) / Math.max(1, last - first);
        return roundTo(perWord / (1 + perWord), 4);
      });
      return { labels, fits };
    };
  },
};

/**
 * Turns counts by word and cluster into how much likelier a word is in the cluster than anywhere, as a logarithm: 0 where the
 * cluster says it like everybody. Most clusters never said a word: what that weighs is the same for all words of one share.
 */
function weighWords({ values, width }: Matrix, shares: Float64Array, totals: Float64Array): void {
  const weigh = (count: number, share: number, label: number) => {
    const expected = COMMON_WORDS * share;
    return naturalLog((count + expected) / (totals[label]! + COMMON_WORDS) / share);
  };
  const unsaidOf = new Map<number, Float64Array>();
  for (const [word, share] of shares.entries()) {
    const unsaid = unsaidOf.get(share) ?? totals.map((_, label) => weigh(0, share, label));
    unsaidOf.set(share, unsaid);
    for (let label = 0; label < totals.length; label += 1) {
      const at = word * width + label;
      values[at] = values[at] === 0 ? unsaid[label]! : weigh(values[at]!, share, label);
    }
  }
}

/** Of the first `count` values; the first of equal ones. */
function findLargest(values: Float32Array, count: number): number {
  let largest = 0;
  for (let i = 1; i < count; i += 1) if (values[i]! > values[largest]!) largest = i;
  return largest;
}
