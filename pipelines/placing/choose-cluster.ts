import { type ChanceStandings, shareRatio } from '#pipelines/chance/compare-with-chance.ts';
import type { Surroundings } from '#pipelines/chance/learn-surroundings.ts';
import { averageStandings, countLabels, countNearest, isEnough, standingOf } from '#pipelines/clusters/keep-company.ts';
import { pullOf } from '#pipelines/graph/smooth-rows.ts';
import type { Neighbours } from '#pipelines/graph/top-neighbours.ts';
import { roundTo } from '#pipelines/numerics/round.ts';

/** What is known of the rows that others are placed beside. */
export type PlacedRows = {
  /** The cluster of each row, or -1. */
  readonly labels: Int32Array;
  /** How well each row fits its cluster, 0..1. */
  readonly fits: Float64Array;
  /** By label. */
  readonly sizes: ReadonlyMap<number, number>;
  /** By label: mean standing of its rows, see `createCompany`. */
  readonly standings: ReadonlyMap<number, number>;
  readonly chance: ChanceStandings;
};

export type Choice = {
  /** -1: the row belongs nowhere. */
  readonly label: number;
  /** As of the rows that are placed, 0..1. */
  readonly fit: number;
  /** How far the cluster is ahead of the next one in the votes of the nearest rows, 0..1. */
  readonly margin: number;
};

/**
 * Labels with those of rows that belong nowhere set to the cluster that most of their nearest rows are in: they are the
 * ones that fell out of it, and count when its rows' mean standing is taken.
 */
function recallOutliers(labels: Int32Array, near: Neighbours): Int32Array {
  return labels.map((label, row) => {
    if (label >= 0) return label;
    const votes = new Map<number, number>();
    for (let i = row * near.k; i < (row + 1) * near.k && near.ids[i]! >= 0; i += 1) {
      const other = labels[near.ids[i]!]!;
      votes.set(other, (votes.get(other) ?? 0) + pullOf(near.similarities[i]!));
    }
    return [...votes].sort(([a, x], [b, y]) => y - x || a - b)[0]?.[0] ?? -1;
  });
}

export function describePlaced(
  labels: Int32Array,
  fits: Float64Array,
  { near, chance }: Pick<Surroundings, 'near' | 'chance'>,
): PlacedRows {
  const recalled = recallOutliers(labels, near);
  const standings = averageStandings(recalled, chance.standings, near);
  return { labels, fits, sizes: countLabels(labels), standings, chance: chance.standings };
}

const NOWHERE: Choice = { label: -1, fit: 0, margin: 0 };

/**
 * The cluster that the rows nearest to a row vote for, each with the cube of its similarity, if the row stands in it
 * as its own rows have to.
 *
 * @param list which of the lists of near rows.
 * @param expected likeness to the one, the two, ... nearest rows that chance would give.
 */
export function chooseCluster(
  near: Neighbours,
  list: number,
  placed: PlacedRows,
  expected: Float64Array,
  minStanding: number,
): Choice {
  const { k } = near;
  const ids = near.ids.subarray(list * k, (list + 1) * k);
  const similarities = near.similarities.subarray(list * k, (list + 1) * k);
  const votes = new Map<number, number>();
  let all = 0;
  for (let i = 0; i < k && ids[i]! >= 0; i += 1) {
    const vote = pullOf(similarities[i]!);
    const label = placed.labels[ids[i]!]!;
    all += vote;
    if (label >= 0) votes.set(label, (votes.get(label) ?? 0) + vote);
  }
  const [best, second] = [...votes].sort(([a, x], [b, y]) => y - x || a - b);
  if (best === undefined || best[1] <= 0) return NOWHERE;
  const [label, votesForIt] = best;
  // With this one the cluster has one row more.
  const size = (placed.sizes.get(label) ?? 0) + 1;
  const nearest = countNearest(placed.chance, size);
  let sum = 0;
  for (let i = 0; i < nearest && ids[i]! >= 0; i += 1) sum += similarities[i]!;
  const likeness = Math.max(0, sum / nearest);

  let own = 0;
  let fitSum = 0;
  for (let i = 0; i < k && ids[i]! >= 0; i += 1) {
    if (placed.labels[ids[i]!] !== label) continue;
    if (i < nearest) own += Math.max(0, similarities[i]!);
    fitSum += pullOf(similarities[i]!) * placed.fits[ids[i]!]!;
  }
  const { ratios } = placed.chance[nearest - 1]!;
  const ratio = shareRatio(likeness / expected[nearest - 1]!, ratios, near, list, nearest);
  const standing = standingOf(likeness, ratio, own / nearest);
  if (!isEnough(standing, placed.standings.get(label) ?? 0, size, minStanding)) return NOWHERE;
  return {
    label,
    fit: roundTo((fitSum / votesForIt) * ((1 + votesForIt / all) / 2), 4),
    margin: roundTo((votesForIt - (second?.[1] ?? 0)) / votesForIt, 4),
  };
}
