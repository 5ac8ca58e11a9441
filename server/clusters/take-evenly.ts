/** At most `count` of the ids, evenly spaced over the whole list. */
export function takeEvenly(ids: readonly number[], count: number): number[] {
  if (ids.length <= count) return [...ids];
  return Array.from({ length: count }, (_, i) => ids[Math.floor((i * ids.length) / count)] ?? 0);
}
