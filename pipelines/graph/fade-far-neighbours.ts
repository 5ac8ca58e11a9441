import { shareInts } from '#pipelines/pool.ts';
import type { Neighbours } from './top-neighbours.ts';

/** A row's own measure of what is near: the mean of so many that are nearest. */
const NEAREST = 3;
/** So many count whole, however far they are. */
const LEAST = 2;

/** Beside each neighbour how much it counts, 0..1; those that do not count are missing. */
export type FadedNeighbours = Neighbours & { readonly weights: Float32Array };

/**
 * The neighbours, weighed by how alike they are beside the nearest: a list has a fixed length, and of a matter that few posts are about it
 * goes on with the matters next door. As alike as `whole` times the three nearest are in the mean counts whole, `none` times not at all, and
 * what is between in between: a sharp border would move with every post.
 */
export function fadeFarNeighbours(
  neighbours: Neighbours,
  { none, whole }: { readonly none: number; readonly whole: number },
): FadedNeighbours {
  const { k, similarities } = neighbours;
  const ids = shareInts(neighbours.ids.length);
  ids.set(neighbours.ids);
  const weights = new Float32Array(ids.length).fill(1);
  for (let start = 0; start < ids.length; start += k) {
    const near = averageNearest(neighbours, start);
    for (let i = start + LEAST; near > 0 && i < start + k && ids[i]! >= 0; i += 1) {
      weights[i] = Math.min(1, Math.max(0, (similarities[i]! / near - none) / (whole - none)));
      if (weights[i] === 0) ids[i] = -1;
    }
  }
  return { ...neighbours, ids, weights };
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
