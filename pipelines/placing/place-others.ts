import { countWords } from '#pipelines/chance/compare-with-chance.ts';
import type { Surroundings } from '#pipelines/chance/learn-surroundings.ts';
import { createRowFinder } from '#pipelines/graph/find-near-rows.ts';
import { createNeighbours, type Neighbours } from '#pipelines/graph/top-neighbours.ts';
import type { Tick } from '#pipelines/stage.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import type { TermWeights } from '#pipelines/vectors/weigh-terms.ts';
import { type Choice, chooseCluster, describePlaced } from './choose-cluster.ts';

/** Posts that were not compared with one another, and what they lie near among those that were. */
export type Others = {
  readonly near: Neighbours;
  /** Likeness to their nearest that chance would give. */
  readonly expected: Float64Array;
};

/**
 * Looks the nearest rows of other posts up, as long as rows stand as they were made: smoothing moves them.
 *
 * @param posts numbers of the other posts.
 */
export function findOthers(
  surroundings: Surroundings,
  { tokenised, posts, weights }: { tokenised: TokenisedPosts; posts: Int32Array; weights: TermWeights },
  tick: Tick,
): Others {
  const { vectoriser, rows, near, chance } = surroundings;
  const find = createRowFinder(rows, surroundings, near.k);
  const lists = createNeighbours(posts.length, near.k);
  const row = new Float32Array(vectoriser.width);
  const expected = Float64Array.from(posts, (post, i) => {
    const hasMeaning = vectoriser.write({ tokenised }, post, row);
    const { ids, similarities } = find(row);
    lists.ids.set(ids, i * near.k);
    lists.similarities.set(similarities, i * near.k);
    tick(i + 1);
    return chance.expect(countWords(tokenised, post, weights), hasMeaning);
  });
  return { near: lists, expected };
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
