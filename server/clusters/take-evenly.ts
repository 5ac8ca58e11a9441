import { pickEvenly } from '#pipelines/numerics/pick-evenly.ts';

/** At most `count` of the ids, evenly spaced over the whole list. */
export function takeEvenly(ids: readonly number[], count: number): number[] {
  return Array.from(pickEvenly(ids.length, count), (i) => ids[i] ?? 0);
}
