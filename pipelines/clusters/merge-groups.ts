import { type Codes, createArena, type Matrix, matrixBytes, padRows } from '#pipelines/kernels/create-arena.ts';
import { addRow, PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';

/** Groups whose products with all others are made at a time. */
const BLOCK = 256;

/** One merge of two groups; groups below `groupCount` are the given ones, later ones are numbered as they arise. */
export type Merge = {
  readonly left: number;
  readonly right: number;
  readonly similarity: number;
  readonly into: number;
};

/**
 * `average`: the similarity of two groups is the mean dot product over all pairs of their rows, whatever their sizes:
 * a group stays alone until something is like it. `variance` (Ward 1963): the less the rows scatter more when the two
 * become one, the more similar they are: few groups of comparable size.
 */
export type Linkage = 'average' | 'variance';

/**
 * Agglomeration of groups of unit rows by nearest-neighbour chains (Murtagh 1983). Merges are returned from the most to
 * the least similar.
 */
export function mergeGroups(rows: Codes, labels: Int32Array, groupCount: number, linkage: Linkage): Merge[] {
  return createGroupMerger(rows, groupCount)(labels, groupCount, linkage);
}

/** Merges groups of the same rows again and again, at most `mostGroups` at a time, in the same memory. */
export function createGroupMerger(rows: Codes, mostGroups: number) {
  const bytes = matrixBytes(mostGroups, rows.width) + matrixBytes(BLOCK, padRows(mostGroups));
  const arena = createArena(bytes);
  const sums = arena.createMatrix(mostGroups, rows.width);
  const products = arena.createMatrix(BLOCK, padRows(mostGroups));
  return (labels: Int32Array, groupCount: number, linkage: Linkage): Merge[] => {
    const sizes = sumGroups(rows, labels, groupCount, sums);
    const similarity = new Float32Array(groupCount * groupCount);
    multiplySums(sums, groupCount, products, similarity);
    toSimilarities(similarity, sizes, linkage);
    return chainMerges(similarity, sizes, linkage);
  };
}

/** The product of each two sums. Those of a block and all that follow it are made, the others are the same ones. */
function multiplySums(sums: Matrix, groupCount: number, products: Matrix, into: Float32Array): void {
  for (let start = 0; start < groupCount; start += BLOCK) {
    const count = Math.min(BLOCK, groupCount - start);
    const rest = groupCount - start;
    const stride = padRows(rest);
    sums.arena.dotBlock({ matrix: sums, start, count }, { matrix: sums, start, count: rest }, products);
    for (let a = 0; a < count; a += 1) {
      for (let b = 0; b < rest; b += 1) {
        const product = products.values[a * stride + b]!;
        into[(start + a) * groupCount + start + b] = product;
        if (b >= count) into[(start + b) * groupCount + start + a] = product;
      }
    }
  }
}

function chainMerges(similarity: Float32Array, sizes: Float64Array, linkage: Linkage): Merge[] {
  const groupCount = sizes.length;
  const nodeOf = Int32Array.from({ length: groupCount }, (_, group) => group);
  const isAlive = new Uint8Array(groupCount).fill(1);
  const found: { left: number; right: number; similarity: number; order: number }[] = [];
  const chain: number[] = [];
  let alive = groupCount;
  let scanFrom = 0;
  while (alive > 1) {
    if (chain.length === 0) {
      while (isAlive[scanFrom] === 0) scanFrom += 1;
      chain.push(scanFrom);
    }
    const top = chain[chain.length - 1]!;
    const previous = chain.length > 1 ? chain[chain.length - 2]! : -1;
    const nearest = findNearest(top, previous);
    if (nearest !== previous) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [keep, drop] = top < previous ? [top, previous] : [previous, top];
    found.push({ left: keep, right: drop, similarity: similarity[keep * groupCount + drop]!, order: found.length });
    join(keep, drop);
    alive -= 1;
  }
  return numberMerges(found, nodeOf, groupCount);

  function findNearest(group: number, preferred: number): number {
    let best = preferred;
    let most = preferred >= 0 ? similarity[group * groupCount + preferred]! : Number.NEGATIVE_INFINITY;
    for (let other = 0; other < groupCount; other += 1) {
      if (isAlive[other] === 0 || other === group || similarity[group * groupCount + other]! <= most) continue;
      most = similarity[group * groupCount + other]!;
      best = other;
    }
    return best;
  }

  function join(keep: number, drop: number): void {
    const between = similarity[keep * groupCount + drop]!;
    for (let other = 0; other < groupCount; other += 1)
      if (isAlive[other] === 1 && other !== keep && other !== drop) joinBeside(other, keep, drop, between);
    sizes[keep]! += sizes[drop]!;
    isAlive[drop] = 0;
  }

  /** How like another group the two are that became one. Lance and Williams 1967. */
  function joinBeside(other: number, keep: number, drop: number, between: number): void {
    const extra = linkage === 'variance' ? sizes[other]! : 0;
    const joined =
      (similarity[keep * groupCount + other]! * (sizes[keep]! + extra) +
        similarity[drop * groupCount + other]! * (sizes[drop]! + extra) -
        between * extra) /
      (sizes[keep]! + sizes[drop]! + extra);
    similarity[keep * groupCount + other] = joined;
    similarity[other * groupCount + keep] = joined;
  }
}

/** Group labels after all merges at or above `threshold`, or until `count` groups are left. */
export function cutMerges(
  merges: readonly Merge[],
  groupCount: number,
  until: { threshold: number } | { count: number },
): Int32Array {
  const parent = Int32Array.from({ length: groupCount + merges.length }, (_, node) => node);
  const most = 'count' in until ? Math.max(0, groupCount - until.count) : merges.length;
  for (const merge of merges.slice(0, most)) {
    if ('threshold' in until && merge.similarity < until.threshold) break;
    parent[merge.left] = merge.into;
    parent[merge.right] = merge.into;
  }
  return Int32Array.from({ length: groupCount }, (_, group) => {
    let node = group;
    while (parent[node] !== node) node = parent[node]!;
    return node;
  });
}

/** The sum of each group's rows into `sums`; returns the numbers of rows. */
function sumGroups(rows: Codes, labels: Int32Array, groupCount: number, sums: Matrix): Float64Array {
  const sizes = new Float64Array(groupCount);
  sums.values.fill(0, 0, groupCount * sums.width);
  for (let row = 0; row < rows.rowCount; row += 1) {
    const label = labels[row]!;
    if (label < 0) continue;
    sizes[label]! += 1;
    addRow(rows, row, sums.values, label * sums.width);
  }
  return sizes;
}

/** @param products of the sums of groups with one another, which similarities take the place of. */
function toSimilarities(products: Float32Array, sizes: Float64Array, linkage: Linkage): void {
  const groupCount = sizes.length;
  const meanOf = (product: number, a: number, b: number) => (product * PER_PRODUCT) / (sizes[a]! * sizes[b]!);
  const own = Float64Array.from(sizes, (_, a) => meanOf(products[a * groupCount + a]!, a, a));
  for (let a = 0; a < groupCount; a += 1) {
    for (let b = 0; b < groupCount; b += 1) {
      const at = a * groupCount + b;
      const mean = meanOf(products[at]!, a, b);
      const distance = own[a]! + own[b]! - 2 * mean;
      products[at] = linkage === 'average' ? mean : (-distance * sizes[a]! * sizes[b]!) / (sizes[a]! + sizes[b]!);
    }
  }
}

/** Chains find merges out of order: sorts them by similarity and numbers the groups that arise. */
function numberMerges(
  found: { left: number; right: number; similarity: number; order: number }[],
  nodeOf: Int32Array,
  groupCount: number,
): Merge[] {
  found.sort((a, b) => b.similarity - a.similarity || a.order - b.order);
  const owner = Int32Array.from(nodeOf);
  const root = (group: number): number => {
    let at = group;
    while (owner[at] !== at) at = owner[at]!;
    return at;
  };
  const current = Int32Array.from(nodeOf);
  return found.map(({ left, right, similarity }, index) => {
    const [a, b] = [root(left), root(right)];
    const merge = { left: current[a]!, right: current[b]!, similarity, into: groupCount + index };
    owner[b] = a;
    current[a] = groupCount + index;
    return merge;
  });
}
