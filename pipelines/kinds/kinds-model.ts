import { TOLD_KINDS, type ToldKind } from './kind.ts';
import type { LexiconSource } from './lexicon.ts';
import type { PatternSource } from './patterns.ts';

/** One number for each of `TOLD_KINDS`, in their order. */
export type PerKind = readonly number[];

/**
 * One logistic regression per kind over named features, as a file that a person can read: how much each word, pair of
 * words, pattern, mood or shape adds to the log-odds of each kind.
 */
export type KindsModel = {
  readonly lexicon: LexiconSource;
  readonly patterns: readonly PatternSource[];
  readonly bias: PerKind;
  /** By name; see `featureHash`. */
  readonly weights: Readonly<Record<string, PerKind>>;
};

export function perKind<T>(make: (kind: ToldKind, index: number) => T): T[] {
  return TOLD_KINDS.map(make);
}
