/** At most `most` of the numbers 0..`count`-1, ascending, evenly spaced over all of them. */
export function pickEvenly(count: number, most: number): Int32Array {
  const picked = Math.min(count, most);
  return Int32Array.from({ length: picked }, (_, i) => Math.floor((i * count) / picked));
}
