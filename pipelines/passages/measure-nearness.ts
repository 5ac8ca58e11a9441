import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { thinOut } from '#pipelines/numerics/pick-evenly.ts';
import type { StemsOfPosts } from '#pipelines/text/count-posts.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { createStemLister } from '#pipelines/text/list-stems.ts';
import { median } from './profile-clusters.ts';

/**
 * How like their nearest members of a cluster some stems are, and how like theirs its members are: means, 0..1, of what both say over the
 * shorter one's length times the member's. A text that holds all of a member is as like it as it can be, however much else it says.
 */
export type Nearness = { readonly likeness: number; readonly typical: number };

const NEAREST = 3;
/** Members that stems are held against. */
const MAX_ROWS = 150;
/** Of them, those that tell what is typical. */
const MAX_MEASURED = 40;

type Row = { readonly stems: Int32Array; readonly norm: number };

/**
 * Likeness of rows of inverse document frequencies. What is known of a cluster's members is kept for the next question.
 * @param everywhere in how many distinct posts each stem stands.
 */
export function createNearness(
  tokenised: StemsOfPosts,
  folded: Pick<FoldedPosts, 'distinct'>,
  everywhere: Int32Array,
  clusters: readonly { readonly rows: Int32Array }[],
): (stems: Int32Array, cluster: number) => Nearness {
  const squares = Float64Array.from(everywhere, (count) => {
    const idf = naturalLog((1 + folded.distinct.length) / (1 + count)) + 1;
    return count < 2 ? 0 : idf * idf;
  });
  const listStems = createStemLister(tokenised);
  const known = new Map<number, { readonly rows: readonly Row[]; readonly typical: number }>();

  const isSaid = new Uint8Array(everywhere.length);

  function toRow(stems: Int32Array): Row {
    let square = 0;
    for (const stem of stems) square += squares[stem] ?? 0;
    return { stems, norm: Math.sqrt(square) };
  }

  function readMembers(cluster: number) {
    const members = clusters[cluster]?.rows ?? new Int32Array(0);
    const rows = thinOut(Array.from(members), MAX_ROWS).map((row) =>
      toRow(listStems(folded.distinct[row] ?? 0).slice()),
    );
    return { rows, typical: median(thinOut(rows, MAX_MEASURED).map((row) => meanOfNearest(row, rows))) };
  }

  function meanOfNearest(row: Row, rows: readonly Row[]): number {
    const best = new Float64Array(NEAREST);
    for (const stem of row.stems) isSaid[stem] = 1;
    for (const other of rows) {
      if (other === row || other.norm === 0 || row.norm === 0) continue;
      let dot = 0;
      for (const stem of other.stems) if (isSaid[stem] === 1) dot += squares[stem] ?? 0;
      const likeness = dot / (Math.min(row.norm, other.norm) * other.norm);
      if (likeness <= (best[0] ?? 0)) continue;
      best[0] = likeness;
      best.sort();
    }
    for (const stem of row.stems) isSaid[stem] = 0;
    return best.reduce((sum, value) => sum + value, 0) / NEAREST;
  }

  return (stems, cluster) => {
    const members = known.get(cluster) ?? readMembers(cluster);
    known.set(cluster, members);
    return { likeness: meanOfNearest(toRow(stems), members.rows), typical: members.typical };
  };
}
