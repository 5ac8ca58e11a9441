import { type ClusterTerms, type CountableTerms, createTermWeigher } from '#pipelines/labels/weigh-cluster-terms.ts';
import { ALONE, cutSpans, type Pool, shareInts, type Task } from '#pipelines/pool.ts';
import { countPosts, type StemsOfPosts } from '#pipelines/text/count-posts.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';

/** For each group of rows whether words tell its rows from all others. */
export type WordTest = (groups: readonly Int32Array[]) => boolean[];

/** Groups that are a piece of work. */
const PIECE = 25;
/** So few rows have no words in common that could be counted. */
const FEWEST_ROWS = 3;
/** What a word must say for a group: its share of the rows times its contrast, less this much for each other row that says it. */
const TOLD = 2;
/** Less will do where the best word is the group's own: most of those who say it are in it. */
const LEAST_TOLD = 1.5;
const OWN = 0.5;
const LEAK_COST = 5;
/** This share of a group's rows have a word in common that others say less often by `CONTRAST` (a logarithm). */
const LEAST_SHARED = 0.35;
const CONTRAST = 1;
/** F1 of the best rule for "is in the group": one of its words, or two of them together. */
const LEAST_FOUND = 0.35;
/** Heaviest words of a group that rules are made of. */
const RULE_WORDS = 8;

/** What a test goes by. */
type Ground = {
  readonly tokenised: CountableTerms;
  readonly folded: Pick<FoldedPosts, 'distinct'>;
  readonly index: RowsOfStems;
};

/**
 * Words that are in every other post of a community ("data source", "error", "this feature") still gather what is left over,
 * and mean a different thing each time. A group is about a matter when a person could find its posts again: a word that most of them say and few
 * others, and a rule of one or two words that finds them and not mostly others.
 */
export function createWordTest(
  tokenised: TokenisedPosts,
  { distinct }: FoldedPosts,
  pool: Pool = ALONE,
): { readonly areTold: WordTest; readonly close: () => void } {
  const { offsets, stems, languages, vocabulary } = tokenised;
  const counted = { offsets, stems, languages, vocabulary: { length: vocabulary.length } };
  const ground = { tokenised: counted, folded: { distinct }, index: indexRows(counted, distinct) };
  const { each, close } = pool.open(TELL_APART, ground);
  return {
    close,
    areTold(groups) {
      const told: boolean[] = [];
      const pieces = cutSpans(groups.length, PIECE).map(({ start, end }) => groups.slice(start, end));
      each(pieces, (some) => told.push(...some));
      return told;
    },
  };
}

/** Tests some groups. */
export const TELL_APART: Task<Ground, readonly Int32Array[], boolean[]> = {
  name: 'tell-apart',
  prepare(ground) {
    const isTold = createGroupTest(ground);
    return (groups) => groups.map(isTold);
  },
};

function createGroupTest({ tokenised, folded, index }: Ground): (rows: Int32Array) => boolean {
  const weigh = createTermWeigher(tokenised, folded);
  const total = folded.distinct.length;
  const countTogether = createPairCounter(total);
  return (rows) => {
    const size = rows.length;
    if (size < FEWEST_ROWS) return true;
    const terms = weigh(rows);
    if (!hasWord(terms, size, total)) return false;
    const words = [...terms]
      .filter(([, { weight }]) => weight > 0)
      .slice(0, RULE_WORDS)
      .map(([stem, { coverage }]) => ({ inside: Math.round(coverage * size), rows: rowsWith(index, stem) }));
    if (words.some((word) => isFound(word.inside, word.rows.length, size))) return true;
    // Two words are together where each of them is, and no rule finds more than it names.
    const enough = words.filter(({ inside }) => isFound(inside, inside, size));
    return (
      enough.length > 1 &&
      countTogether(
        enough.map((word) => word.rows),
        rows,
      ).some(({ both, inside }) => isFound(inside, both, size))
    );
  };
}

/** Whether a rule finds a group of so many rows: it names so many rows, of which so many are inside. */
function isFound(inside: number, named: number, size: number): boolean {
  return 2 * inside >= LEAST_FOUND * (named + size);
}

/** For each two of some words the rows that say both, and those of them that are inside a group. */
type PairCounter = (lists: readonly Int32Array[], group: Int32Array) => { both: number; inside: number }[];

/** Each row is looked at once for each of its words: which words it says is a number of as many bits. */
function createPairCounter(rowCount: number): PairCounter {
  const said = new Uint8Array(rowCount);
  const isInside = new Uint8Array(rowCount);
  const counts = new Int32Array(1 << RULE_WORDS);
  const insideCounts = new Int32Array(1 << RULE_WORDS);
  return (lists, group) => {
    counts.fill(0);
    insideCounts.fill(0);
    for (const row of group) isInside[row] = 1;
    for (const [word, rows] of lists.entries()) mark(rows, 1 << word);
    for (const rows of lists) countSaid(rows);
    for (const row of group) isInside[row] = 0;
    return lists.flatMap((_, first) =>
      lists.slice(first + 1).map((__, i) => {
        const pair = (1 << first) | (1 << (first + 1 + i));
        return { both: sumWith(counts, pair), inside: sumWith(insideCounts, pair) };
      }),
    );
  };

  function mark(rows: Int32Array, bit: number): void {
    for (let i = 0; i < rows.length; i += 1) said[rows[i]!]! |= bit;
  }

  function countSaid(rows: Int32Array): void {
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i]!;
      // Counted once: it says nothing from then on.
      const words = said[row]!;
      said[row] = 0;
      counts[words]! += 1;
      insideCounts[words]! += isInside[row]!;
    }
  }
}

/** Of rows that are counted by the words that they say, those that say two words. */
function sumWith(counts: Int32Array, pair: number): number {
  let sum = 0;
  for (let words = 0; words < counts.length; words += 1) if ((words & pair) === pair) sum += counts[words]!;
  return sum;
}

function hasWord(terms: ClusterTerms, size: number, total: number): boolean {
  let [most, least, shared] = [0, 0, 0];
  for (const { coverage, contrast, outside } of terms.values()) {
    const told = coverage * contrast - LEAK_COST * outside;
    const inside = coverage * size;
    const own = inside / (inside + outside * (total - size));
    most = Math.max(most, told);
    if (own >= OWN) least = Math.max(least, told);
    if (contrast >= CONTRAST) shared = Math.max(shared, coverage);
  }
  return (most >= TOLD || least >= LEAST_TOLD) && shared >= LEAST_SHARED;
}

/** The rows that say each stem, in order: `rows[starts[stem] .. ends[stem])`. */
type RowsOfStems = { readonly starts: Int32Array; readonly ends: Int32Array; readonly rows: Int32Array };

function indexRows(tokenised: StemsOfPosts, distinct: Int32Array): RowsOfStems {
  const ends = countPosts(tokenised, distinct);
  for (let stem = 1; stem < ends.length; stem += 1) ends[stem]! += ends[stem - 1]!;
  const next = Int32Array.from(ends, (_, stem) => (stem > 0 ? ends[stem - 1]! : 0));
  const starts = next.slice();
  const rows = shareInts(ends[ends.length - 1] ?? 0);
  const last = new Int32Array(ends.length).fill(-1);
  const { offsets, stems } = tokenised;
  for (let row = 0; row < distinct.length; row += 1) {
    for (let i = offsets[distinct[row]!]!; i < offsets[distinct[row]! + 1]!; i += 1) {
      const stem = stems[i]!;
      if (stem === BREAK || last[stem] === row) continue;
      last[stem] = row;
      rows[next[stem]!] = row;
      next[stem]! += 1;
    }
  }
  return { starts, ends, rows };
}

function rowsWith({ starts, ends, rows }: RowsOfStems, stem: number): Int32Array {
  return rows.subarray(starts[stem]!, ends[stem]!);
}
