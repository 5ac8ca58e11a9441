import { shareInts } from '#pipelines/pool.ts';
import type { Neighbours } from './top-neighbours.ts';

/** A row's own measure of what is near: the mean of so many that are nearest. */
const NEAREST = 3;
/** So many stay, however far they are. */
const LEAST = 2;

/**
 * The neighbours without those that are less than `share` (0..1) as alike as the nearest are: a list has a fixed length, and of a matter
 * that few posts are about it goes on with the matters next door.
 */
export function dropFarNeighbours(neighbours: Neighbours, share: number): Neighbours {
  const { k, similarities } = neighbours;
  const ids = shareInts(neighbours.ids.length);
  ids.set(neighbours.ids);
  for (let start = 0; start < ids.length; start += k) {
    const least = share * averageNearest(neighbours, start);
    for (let i = start + LEAST; i < start + k; i += 1) if (similarities[i]! < least) ids[i] = -1;
  }
  return { ...neighbours, ids };
}

/** 0 where there are none. */
function averageNearest({ k, ids, similarities }: Neighbours, start: number): number {
  let sum = 0;
  let count = 0;
  for (let i = start; i < start + Math.min(NEAREST, k) && ids[i]! >= 0; i += 1) {
    sum += similarities[i]!;
    count += 1;
  }
  return sum / Math.max(1, count);
}
