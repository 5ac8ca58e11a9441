import type { SparseRows } from './fit-logistic.ts';

export type MergedColumns = {
  readonly rows: SparseRows;
  /** By column: the merged one that it became a part of. */
  readonly partOf: Int32Array;
  /** By merged column: how many it is made of. */
  readonly sizes: Int32Array;
};

/**
 * Makes one column of those that have the same values in the same rows, as most words that occur once have: they get the same
 * weight in any fit. A column made of n has its values times √n: its weight is √n times theirs, and the penalty is the same.
 */
export function mergeColumns({ offsets, columns, values, columnCount }: SparseRows): MergedColumns {
  const rowCount = offsets.length - 1;
  const partOf = tellApart({ offsets, columns, values, columnCount });
  const groupCount = partOf.reduce((most, group) => Math.max(most, group + 1), 0);
  const sizes = new Int32Array(groupCount);
  for (const group of partOf) sizes[group]! += 1;
  const mergedOffsets = new Int32Array(rowCount + 1);
  const mergedColumns: number[] = [];
  const mergedValues: number[] = [];
  const lastRow = new Int32Array(groupCount).fill(-1);
  for (let row = 0; row < rowCount; row += 1) {
    for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) {
      const group = partOf[columns[i]!]!;
      if (lastRow[group] === row) continue;
      lastRow[group] = row;
      mergedColumns.push(group);
      mergedValues.push(values[i]! * Math.sqrt(sizes[group]!));
    }
    mergedOffsets[row + 1] = mergedColumns.length;
  }
  const rows = {
    ...{ offsets: mergedOffsets, columns: Int32Array.from(mergedColumns) },
    ...{ values: Float64Array.from(mergedValues), columnCount: groupCount },
  };
  return { rows, partOf, sizes };
}

/** Gives the same number to columns that are the same, counted in the order of their first ones. */
function tellApart({ offsets, columns, values, columnCount }: SparseRows): Int32Array {
  /** By what was read of a column so far and the next row: what is then read of it. */
  const histories = new Map<string, number>();
  const history = new Int32Array(columnCount);
  for (let row = 0; row < offsets.length - 1; row += 1) {
    for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) {
      const longer = `${history[columns[i]!]!} ${row} ${values[i]!}`;
      const known = histories.get(longer);
      if (known === undefined) histories.set(longer, histories.size + 1);
      history[columns[i]!] = known ?? histories.size;
    }
  }
  const numbers = new Map<number, number>();
  return history.map((read) => {
    const number = numbers.get(read) ?? numbers.size;
    numbers.set(read, number);
    return number;
  });
}
