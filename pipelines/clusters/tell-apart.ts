import { type ClusterTerms, createTermWeigher } from '#pipelines/labels/weigh-cluster-terms.ts';
import { countPosts } from '#pipelines/text/count-posts.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';

/** For each group of rows whether words tell its rows from all others. */
export type WordTest = (groups: readonly Int32Array[]) => boolean[];

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

/**
 * Words that are in every other post of a community ("data source", "error", "this feature") still gather what is left over,
 * and mean a different thing each time. A group is about a matter when a person could find its posts again: a word that most of them say and few
 * others, and a rule of one or two words that finds them and not mostly others.
 */
export function createWordTest(tokenised: TokenisedPosts, folded: FoldedPosts): WordTest {
  const weigh = createTermWeigher(tokenised, folded);
  const rowsWith = createIndex(tokenised, folded);
  const groupOf = new Int32Array(folded.distinct.length).fill(-1);
  const hasFirst = new Int32Array(folded.distinct.length).fill(-1);
  let marks = 0;
  return (groups) =>
    groups.map((rows, group) => {
      if (rows.length < FEWEST_ROWS) return true;
      const [terms] = weigh([rows]);
      if (!hasWord(terms!, rows.length, folded.distinct.length)) return false;
      const words = [...terms!].filter(([, { weight }]) => weight > 0).slice(0, RULE_WORDS);
      for (const row of rows) groupOf[row] = group;
      const isFound = canFind(
        words.map(([stem]) => rowsWith(stem)),
        group,
        rows.length,
      );
      for (const row of rows) groupOf[row] = -1;
      return isFound;
    });

  /** Whether a rule is good enough: `lists` are the rows that say each word. */
  function canFind(lists: readonly Int32Array[], group: number, size: number): boolean {
    for (const [i, first] of lists.entries()) {
      marks += 1;
      let inside = 0;
      for (const row of first) {
        hasFirst[row] = marks;
        if (groupOf[row] === group) inside += 1;
      }
      if (2 * inside >= LEAST_FOUND * (first.length + size)) return true;
      for (const second of lists.slice(i + 1)) {
        let [both, bothInside] = [0, 0];
        for (const row of second) {
          if (hasFirst[row] !== marks) continue;
          both += 1;
          if (groupOf[row] === group) bothInside += 1;
        }
        if (2 * bothInside >= LEAST_FOUND * (both + size)) return true;
      }
    }
    return false;
  }
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

/** The rows that say each stem, in order. */
function createIndex(tokenised: TokenisedPosts, { distinct }: FoldedPosts): (stem: number) => Int32Array {
  const ends = countPosts(tokenised, distinct);
  for (let stem = 1; stem < ends.length; stem += 1) ends[stem]! += ends[stem - 1]!;
  const next = Int32Array.from(ends, (_, stem) => (stem > 0 ? ends[stem - 1]! : 0));
  const starts = next.slice();
  const rows = new Int32Array(ends[ends.length - 1] ?? 0);
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
  return (stem) => rows.subarray(starts[stem]!, ends[stem]!);
}
