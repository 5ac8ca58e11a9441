/**
 * The most posts that one cluster per label can hold: the optimal one-to-one assignment of clusters to labels by the
 * Hungarian method (Kuhn 1955, with potentials; rows * rows * columns steps). Unplaced posts are in no cluster.
 */
export function matchLabels(truth: readonly string[], found: readonly (string | null)[]): number {
  const labels = [...new Set(truth)];
  const clusters = [...new Set(found.filter((id) => id !== null))];
  const [rows, columns] = labels.length <= clusters.length ? [labels, clusters] : [clusters, labels];
  const rowOf = new Map(rows.map((name, index) => [name, index]));
  const columnOf = new Map(columns.map((name, index) => [name, index]));
  const counts = rows.map(() => new Float64Array(columns.length));
  for (const [i, label] of truth.entries()) {
    const cluster = found[i]!;
    if (cluster === null) continue;
    const [row, column] = rows === labels ? [label, cluster] : [cluster, label];
    counts[rowOf.get(row)!]![columnOf.get(column)!]! += 1;
  }
  return assign(counts, columns.length);
}

/** Largest total of one cell per row, each in a column of its own; at most as many rows as columns. */
function assign(gains: readonly Float64Array[], columnCount: number): number {
  const rowPotential = new Float64Array(gains.length + 1);
  const columnPotential = new Float64Array(columnCount + 1);
  const rowAt = new Int32Array(columnCount + 1);
  const before = new Int32Array(columnCount + 1);
  for (let row = 1; row <= gains.length; row += 1) {
    rowAt[0] = row;
    const slack = new Float64Array(columnCount + 1).fill(Number.POSITIVE_INFINITY);
    const isUsed = new Uint8Array(columnCount + 1);
    let column = 0;
    while (rowAt[column] !== 0) {
      isUsed[column] = 1;
      const current = rowAt[column]!;
      let least = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= columnCount; j += 1) {
        if (isUsed[j] === 1) continue;
        const cost = -gains[current - 1]![j - 1]! - rowPotential[current]! - columnPotential[j]!;
        if (cost < slack[j]!) {
          slack[j] = cost;
          before[j] = column;
        }
        if (slack[j]! < least) {
          least = slack[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= columnCount; j += 1) {
        if (isUsed[j] === 1) {
          rowPotential[rowAt[j]!]! += least;
          columnPotential[j]! -= least;
        } else slack[j]! -= least;
      }
      column = next;
    }
    while (column !== 0) {
      rowAt[column] = rowAt[before[column]!]!;
      column = before[column]!;
    }
  }
  let total = 0;
  for (let j = 1; j <= columnCount; j += 1) if (rowAt[j]! > 0) total += gains[rowAt[j]! - 1]![j - 1]!;
  return total;
}
