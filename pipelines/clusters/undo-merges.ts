import { listByLabel } from '#pipelines/numerics/list-by-label.ts';
import type { Company } from './keep-company.ts';
import type { Merge } from './merge-groups.ts';
import type { WordTest } from './tell-apart.ts';

/** A group that words do not tell apart falls into those of its parts that are more alike than it by this much. */
const STEP = 0.02;

export type MergedGroups = {
  /** The group of each row, counting from 0, or `LEFT_OUT`. */
  readonly groups: Int32Array;
  readonly groupCount: number;
  readonly merges: readonly Merge[];
  /** For each group the node of the tree of merges that it belongs to. */
  readonly cut: Int32Array;
};

/**
 * Cluster labels from the tree of merges, counting from 0, -1 for rows without company. Where words do not tell a group from the others, merges
 * are undone until they tell its parts. A group of the start that nothing tells apart may hold several matters that happened to be near one
 * another: it is split once more, and what is not told then falls away.
 *
 * @param split rows of one group into parts that are much alike.
 */
export function undoMerges(
  { groups, groupCount, merges, cut }: MergedGroups,
  keepCompany: Company,
  areTold: WordTest,
  split: (rows: Int32Array) => Int32Array[],
): Int32Array {
  const rowsOf = listByLabel(groups, groupCount);
  const mergeInto = new Map(merges.map((merge) => [merge.into, merge]));
  const labels = new Int32Array(groups.length).fill(-1);
  let count = 0;
  const mixed: Int32Array[] = [];
  let nodes = [...new Set(cut)];
  while (nodes.length > 0) {
    const told = label(nodes.map(listRows));
    nodes = nodes.flatMap((node, i) => {
      if (told[i]) return [];
      if (!mergeInto.has(node)) mixed.push(listRows(node));
      return listParts(node);
    });
  }
  label(mixed.flatMap(split));
  return labels;

  /** Labels the groups that are told apart; which of them are. */
  function label(all: readonly Int32Array[]): boolean[] {
    const kept = all.map(keepCompany);
    const told = areTold(kept);
    for (const [i, own] of kept.entries()) {
      if (!told[i]) continue;
      for (const row of own) labels[row] = count;
      count += 1;
    }
    return told;
  }

  function listRows(node: number): Int32Array {
    const parts = listUnder(node, Number.POSITIVE_INFINITY).map((group) =>
      rowsOf.places.subarray(rowsOf.starts[group], rowsOf.starts[group + 1]),
    );
    const rows = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      rows.set(part, at);
      at += part.length;
    }
    return rows.sort();
  }

  function listParts(node: number): number[] {
    const merge = mergeInto.get(node);
    return merge === undefined ? [] : listUnder(node, merge.similarity + STEP);
  }

  /** The nodes below that were merged at `similarity` or above, or never. */
  function listUnder(top: number, similarity: number): number[] {
    const found: number[] = [];
    const open = [top];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const merge = mergeInto.get(node);
      if (merge === undefined || merge.similarity >= similarity) found.push(node);
      else open.push(merge.right, merge.left);
    }
    return found;
  }
}
