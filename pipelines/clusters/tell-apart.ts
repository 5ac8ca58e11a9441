import { type ClusterTerms, weighClusterTerms } from '#pipelines/labels/weigh-cluster-terms.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf } from '#pipelines/vectors/weigh-terms.ts';

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
const LEAST_FOUND = 0.3;
/** Heaviest words of a group that rules are made of. */
const RULE_WORDS = 8;

/**
 * Words that are in every other post of a community ("data source", "error", "this feature") still gather what is left over,
 * and mean a different thing each time. A group is about a matter when a person could find its posts again: a word that most of them say and few
 * others, and a rule of one or two words that finds them and not mostly others.
 */
export function createWordTest(tokenised: TokenisedPosts, folded: FoldedPosts): WordTest {
  const rowsWith = createIndex(tokenised, folded);
  const groupOf = new Int32Array(folded.distinct.length).fill(-1);
  const hasFirst = new Int32Array(folded.distinct.length).fill(-1);
  let marks = 0;
  return (groups) => {
    const terms = weighClusterTerms(tokenised, folded, groups);
    const words = terms.map((own) => [...own].filter(([, { weight }]) => weight > 0).slice(0, RULE_WORDS));
    const lists = rowsWith(new Set(words.flatMap((own) => own.map(([stem]) => stem))));
    return groups.map((rows, group) => {
      if (rows.length < FEWEST_ROWS) return true;
      const told = hasWord(terms[group]!, rows.length, folded.distinct.length);
      if (!told) return false;
      for (const row of rows) groupOf[row] = group;
      const found = findBest(
        words[group]!.map(([stem]) => lists.get(stem)!),
        group,
        rows.length,
      );
      for (const row of rows) groupOf[row] = -1;
      return found >= LEAST_FOUND;
    });
  };

  /** F1 of the best rule: `lists` are the rows that say each word. */
  function findBest(lists: readonly Int32Array[], group: number, size: number): number {
    let best = 0;
    for (const [i, first] of lists.entries()) {
      marks += 1;
      let inside = 0;
      for (const row of first) {
        hasFirst[row] = marks;
        if (groupOf[row] === group) inside += 1;
      }
      best = Math.max(best, (2 * inside) / (first.length + size));
      for (const second of lists.slice(i + 1)) {
        let [both, bothInside] = [0, 0];
        for (const row of second) {
          if (hasFirst[row] !== marks) continue;
          both += 1;
          if (groupOf[row] === group) bothInside += 1;
        }
        best = Math.max(best, (2 * bothInside) / (both + size));
      }
    }
    return best;
  }
}

function hasWord(terms: ClusterTerms, size: number, total: number): boolean {
  let [most, least, shared] = [TOLD, 0, 0];
  most = 0;
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

/** Looks up the rows that say each of some stems, in order; what was looked up once is kept. */
function createIndex(tokenised: TokenisedPosts, { distinct }: FoldedPosts) {
  const known = new Map<number, Int32Array>();
  const slots = new Int32Array(tokenised.vocabulary.length).fill(-1);
  return (stems: ReadonlySet<number>): ReadonlyMap<number, Int32Array> => {
    const missing = [...stems].filter((stem) => !known.has(stem));
    const lists: number[][] = missing.map(() => []);
    for (const [slot, stem] of missing.entries()) slots[stem] = slot;
    for (const [row, post] of missing.length > 0 ? distinct.entries() : []) {
      for (const stem of stemsOf(tokenised, post)) {
        if (stem === BREAK || slots[stem]! < 0) continue;
        const list = lists[slots[stem]!]!;
        if (list[list.length - 1] !== row) list.push(row);
      }
    }
    for (const [slot, stem] of missing.entries()) {
      known.set(stem, Int32Array.from(lists[slot]!));
      slots[stem] = -1;
    }
    return known;
  };
}
