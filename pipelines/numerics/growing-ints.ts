import { shareInts } from '#pipelines/pool.ts';

/** An Int32Array that grows by doubling, which all threads see. `view()` is valid until the next change. */
export type GrowingInts = {
  readonly push: (value: number) => void;
  readonly append: (values: Int32Array) => void;
  readonly count: () => number;
  readonly at: (index: number) => number;
  readonly view: () => Int32Array;
  /** Takes all numbers out; the room stays. */
  readonly clear: () => void;
};

export function createGrowingInts(capacity = 1024): GrowingInts {
  let values = shareInts(Math.max(1, capacity));
  let count = 0;
  function reserve(wanted: number): void {
    let length = values.length;
    while (length < wanted) length *= 2;
    if (length === values.length) return;
    const larger = shareInts(length);
    larger.set(values);
    values = larger;
  }
  return {
    push(value) {
      if (count === values.length) reserve(count + 1);
      values[count] = value;
      count += 1;
    },
    append(more) {
      reserve(count + more.length);
      values.set(more, count);
      count += more.length;
    },
    count: () => count,
    at: (index) => values[index]!,
    view: () => values.subarray(0, count),
    clear() {
      count = 0;
    },
  };
}
