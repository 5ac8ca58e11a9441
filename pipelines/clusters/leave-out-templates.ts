import { hashPair } from '#pipelines/numerics/hash.ts';
import { addKey, createKeyTable, findNumber } from '#pipelines/numerics/key-table.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf } from '#pipelines/vectors/weigh-terms.ts';
import type { GatheredCluster } from './gather-members.ts';

/** So many words with content in the same order are nobody's own choice. */
const RUN = 8;
/** Runs a post must have for them to tell whether its words are its own. */
const FEWEST_RUNS = 8;
/** A run that so many posts of a cluster have is of a template. */
const SHARED_BY = 3;

/**
 * The clusters without those that are one text filled in again and again: notices of moderators, weekly threads, what bots post. Most of their posts are mostly
 * runs of words that others there have as well.
 */
export function leaveOutTemplates(clusters: readonly GatheredCluster[], tokenised: TokenisedPosts): GatheredCluster[] {
  return clusters.filter(({ postNumbers }) => countFilledIn(postNumbers, tokenised) * 2 <= postNumbers.length);
}

function countFilledIn(postNumbers: readonly number[], tokenised: TokenisedPosts): number {
  const { runsOf, sharedBy } = numberRuns(postNumbers, tokenised);
  const isShared = (run: number) => sharedBy[run]! >= SHARED_BY;
  return runsOf.filter((runs) => runs.length >= FEWEST_RUNS && runs.filter(isShared).length * 2 > runs.length).length;
}

/** The runs of words of each post, numbered from 0, and for each run how many of the posts have it. */
function numberRuns(postNumbers: readonly number[], tokenised: TokenisedPosts) {
  const words = postNumbers.map((post) => stemsOf(tokenised, post).filter((stem) => stem !== BREAK));
  const table = createKeyTable(words.reduce((sum, own) => sum + own.length, 0));
  const sharedBy: number[] = [];
  const last: number[] = [];
  const runsOf = words.map((own, post) => {
    const runs: number[] = [];
    for (let end = RUN; end <= own.length; end += 1) {
      const run = numberOf(own, end - RUN, end);
      if (last[run] !== post) sharedBy[run] = (sharedBy[run] ?? 0) + 1;
      last[run] = post;
      runs.push(run);
    }
    return runs;
  });
  return { runsOf, sharedBy };

  function numberOf(stems: Int32Array, start: number, end: number): number {
    let [high, low] = [0, 1];
    for (let i = start; i < end; i += 1) {
      high = hashPair(high, stems[i]!) | 0;
      low = hashPair(stems[i]!, low) | 0;
    }
    addKey(table, high, low, sharedBy.length);
    return findNumber(table, high, low);
  }
}
