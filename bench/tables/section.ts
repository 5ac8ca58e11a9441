import type { Verdict } from './judge.ts';

/** What a section is measured with. */
export type Bench = {
  /** Holds `clusters/`, `community/` and `kinds/`. */
  readonly data: string;
  /** Runs a benchmark of this folder in a process of its own; answers the JSON objects that it prints, one a line. */
  readonly run: <T>(name: string, args: readonly string[]) => Promise<T[]>;
};

/** Lines of Markdown, and the figures in them that have a goal. */
export type Measured = { readonly lines: readonly string[]; readonly verdicts: readonly Verdict[] };

/** A part of docs/benchmarks.md that is measured and written. */
export type Section = {
  readonly name: string;
  /** Files and folders of JSON Lines that must be there, below the folder of data. */
  readonly needs: readonly string[];
  readonly make: (bench: Bench) => Promise<Measured>;
};
