/** A seeded source of numbers. The same seed gives the same sequence on every machine. */
export type Random = {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** An integer in [0, limit). */
  readonly below: (limit: number) => number;
};

/** mulberry32: 32-bit state, integer arithmetic only, so no engine can round it differently. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
  return { next, below: (limit) => Math.floor(next() * limit) };
}
