import { roundTo } from '#pipelines/numerics/round.ts';
import { fitCurve } from './fit-curve.ts';
import { fitLogistic, type LogisticFit, type SparseRows } from './fit-logistic.ts';
import type { ToldKind } from './kind.ts';
import { type KindsModel, type PerKind, perKind } from './kinds-model.ts';
import type { LexiconSource } from './lexicon.ts';
import { createLexicon } from './lexicon.ts';
import { mergeColumns } from './merge-columns.ts';
import type { LabelledPost } from './parse-seeds.ts';
import { createPatternMatcher, type PatternSource } from './patterns.ts';
import { createFeatureReader, type FeatureGroup, type FeatureNumbering } from './read-features.ts';

export type TrainingInput = {
  readonly lexicon: LexiconSource;
  readonly patterns: readonly PatternSource[];
  readonly posts: readonly LabelledPost[];
};

/** Patterns are drawn to zero less than words: they were written because they tell, words merely occurred. */
const SCALE: Readonly<Record<FeatureGroup, number>> = { word: 1, pair: 0.7, pattern: 2, mood: 1, shape: 1 };
const PENALTY = 2.2;
const FOLDS = 5;
/** A source of many posts counts as one of this many times the root of how often it is larger. */
const USUAL_SIZE = 1500;
const DECIMALS = 3;

/** Learns the kinds from labelled posts. The same posts in the same order give the same model on any machine. */
export function trainKinds({ lexicon, patterns, posts }: TrainingInput): KindsModel {
  const { rows: read, names, scales } = readRows({ lexicon, patterns, posts });
  const { rows, partOf, sizes } = mergeColumns(read);
  const importance = weighSources(posts);
  const columns = perKind((kind) => {
    const targets = targetsOf(posts, kind);
    const fit = fitLogistic(rows, targets, importance, { penalty: PENALTY });
    const curve = calibrate(rows, targets, importance);
    return { weights: fit.weights.map((weight) => weight * curve.slope), bias: fit.bias * curve.slope + curve.offset };
  });
  const weights: Record<string, PerKind> = {};
  for (const [column, name] of names.entries()) {
    const part = partOf[column]!;
    const scale = scales[column]! / Math.sqrt(sizes[part]!);
    const values = columns.map((fit) => roundTo(fit.weights[part]! * scale, DECIMALS));
    if (values.some((value) => value !== 0)) weights[name] = values;
  }
  return { lexicon, patterns, bias: columns.map(({ bias }) => roundTo(bias, DECIMALS)), weights };
}

type Rows = { readonly rows: SparseRows; readonly names: readonly string[]; readonly scales: readonly number[] };

export function readRows({ lexicon: source, patterns, posts }: TrainingInput): Rows {
  const lexicon = createLexicon(source);
  const columnOf = new Map<number, number>();
  const names: string[] = [];
  const scales: number[] = [];
  const offsets = [0];
  const columns: number[] = [];
  const values: number[] = [];
  const lastRow: number[] = [];
  const numberColumn: FeatureNumbering = (hash, group, name) => {
    const known = columnOf.get(hash);
    if (known !== undefined) return known;
    columnOf.set(hash, names.length);
    scales.push(SCALE[group]);
    return names.push(name()) - 1;
  };
  const read = createFeatureReader(lexicon, createPatternMatcher(patterns, lexicon.classNames), numberColumn);
  for (const [row, { text, position }] of posts.entries()) {
    read(text, position, (column) => {
      if (lastRow[column] === row) return;
      lastRow[column] = row;
      columns.push(column);
      values.push(scales[column]!);
    });
    offsets.push(columns.length);
  }
  return {
    rows: {
      offsets: Int32Array.from(offsets),
      columns: Int32Array.from(columns),
      values: Float64Array.from(values),
      columnCount: names.length,
    },
    names,
    scales,
  };
}

export function targetsOf(posts: readonly LabelledPost[], kind: ToldKind): Int8Array {
  return Int8Array.from(posts, ({ labels, judged }) => (!judged.includes(kind) ? -1 : labels.includes(kind) ? 1 : 0));
}

/** Sources count by the root of their size: ten thousand posts of one app must not drown a hundred of another. */
function weighSources(posts: readonly LabelledPost[]): Float64Array {
  const sizes = new Map<string, number>();
  for (const { source } of posts) sizes.set(source, (sizes.get(source) ?? 0) + 1);
  return Float64Array.from(posts, ({ source }) => Math.sqrt(Math.min(1, USUAL_SIZE / sizes.get(source)!)));
}

/** How log-odds of posts that were left out while learning must be stretched and moved to be probabilities (Platt 1999). */
function calibrate(rows: SparseRows, targets: Int8Array, importance: Float64Array) {
  const margins = new Float64Array(targets.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const kept = targets.map((target, row) => (row % FOLDS === fold ? -1 : target));
    const fit = fitLogistic(rows, kept, importance, { penalty: PENALTY, rounds: 25 });
    for (let row = fold; row < targets.length; row += FOLDS) margins[row] = marginOf(rows, row, fit);
  }
  return fitCurve(margins, targets);
}

function marginOf({ offsets, columns, values }: SparseRows, row: number, { weights, bias }: LogisticFit): number {
  let margin = bias;
  for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) margin += weights[columns[i]!]! * values[i]!;
  return margin;
}
