import { PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import type { Span } from '#pipelines/pool.ts';

/** Products of codes are below 2^28: as 32-bit floats they are at most half of 16 off. */
const FLOAT_STEP = 8;

/** For each row its `k` most similar rows, most similar first; missing entries are -1. All threads see them. */
export type Neighbours = { readonly k: number; readonly ids: Int32Array; readonly similarities: Float32Array };

export function createNeighbours(rowCount: number, k: number): Neighbours {
  const [ids, similarities] = [new SharedArrayBuffer(rowCount * k * 4), new SharedArrayBuffer(rowCount * k * 4)];
  return { k, ids: new Int32Array(ids).fill(-1), similarities: new Float32Array(similarities).fill(-2) };
}

/**
 * Puts a candidate into a row's list; equal similarities are ordered by row number. What the list keeps does not depend on the order of offers:
 * similarities are compared as they are stored, as 32-bit floats. The caller offers no row twice.
 */
export function offerNeighbour(lists: Neighbours, row: number, candidate: number, exact: number): void {
  const { k, ids, similarities } = lists;
  const similarity = Math.fround(exact);
  const start = row * k;
  let slot = start + k - 1;
  const last = similarities[slot]!;
  if (similarity < last || (similarity === last && candidate > ids[slot]!)) return;
  while (slot > start) {
    const above = similarities[slot - 1]!;
    if (above > similarity || (above === similarity && ids[slot - 1]! < candidate)) break;
    ids[slot] = ids[slot - 1]!;
    similarities[slot] = above;
    slot -= 1;
  }
  ids[slot] = candidate;
  similarities[slot] = similarity;
}

/**
 * Offers a span of rows to a list: `products[at + i]` is the product of codes with row `span.start + i`. Most are turned away as products.
 *
 * @param own the row that the list is of, where it may be among them: it is no neighbour of its own.
 */
export function offerProducts(
  lists: Neighbours,
  list: number,
  { products, at }: { readonly products: Int32Array; readonly at: number },
  { start, end }: Span,
  own = -1,
): void {
  let least = leastProduct(lists, list);
  for (let row = start; row < end; row += 1) {
    const product = products[at + row - start]!;
    if (product < least || row === own) continue;
    offerNeighbour(lists, list, row, product * PER_PRODUCT);
    least = leastProduct(lists, list);
  }
}

/** The least product of codes that a row's list may take: what is less would be less as a 32-bit float, too. */
export function leastProduct({ k, similarities }: Neighbours, row: number): number {
  return similarities[row * k + k - 1]! / PER_PRODUCT - FLOAT_STEP;
}
