/** Every n-th of the items, from the first on: `wanted` of them or more, but fewer than twice as many; all where there are fewer. */
export function thinOut<T>(items: readonly T[], wanted: number): T[] {
  const step = Math.max(1, Math.floor(items.length / wanted));
  return items.filter((_, i) => i % step === 0);
}

/** At most `most` of the numbers 0..`count`-1, ascending, evenly spaced over all of them. */
export function pickEvenly(count: number, most: number): Int32Array {
  const picked = Math.min(count, most);
  return Int32Array.from({ length: picked }, (_, i) => Math.floor((i * count) / picked));
}
