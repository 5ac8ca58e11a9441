/** An Int32Array that grows by doubling. `view()` is valid until the next push. */
export type GrowingInts = {
  readonly push: (value: number) => void;
  readonly count: () => number;
  readonly at: (index: number) => number;
  readonly view: () => Int32Array;
  /** Takes all numbers out; the room stays. */
  readonly clear: () => void;
};

export function createGrowingInts(capacity = 1024): GrowingInts {
  let values = new Int32Array(capacity);
  let count = 0;
  return {
    push(value) {
      if (count === values.length) {
        const larger = new Int32Array(values.length * 2);
        larger.set(values);
        values = larger;
      }
      values[count] = value;
      count += 1;
    },
    count: () => count,
    at: (index) => values[index]!,
    view: () => values.subarray(0, count),
    clear() {
      count = 0;
    },
  };
}
