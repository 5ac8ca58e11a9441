import { type Codes, codeBytes, padRows } from '#pipelines/kernels/create-arena.ts';
import type { Span } from '#pipelines/pool.ts';
import { type SearchedRows, takeCells } from './find-near-rows.ts';
import { BLOCK, COLUMNS, COMPARING_BYTES } from './find-neighbours.ts';
import { type Neighbours, offerProducts } from './top-neighbours.ts';

/** Posts that are placed this way are many: each meets fewer rows than one that is placed by itself. */
const MIN_CANDIDATES = 1200;

/** Offers the nearest rows to the lists of codes that are not among them; list i of `firstList` on is that of code i. */
export type FindNearBatch = (given: Codes, lists: Neighbours, firstList: number) => void;

/** Bytes that `createBatchFinder` takes of the arena of the rows. */
export function batchFinderBytes(width: number, cellCount: number): number {
  return codeBytes(BLOCK, width) + codeBytes(cellCount, width) + COMPARING_BYTES;
}

/**
 * Finds near rows as `createRowFinder` does for many at once: those that look into the same cell do so together, so that its rows are fetched
 * once for all of them.
 */
export function createBatchFinder(rows: Codes, { filledCount, cells }: SearchedRows): FindNearBatch {
  const { arena, width } = rows;
  const block = arena.createCodes(BLOCK, width);
  const cellCount = cells?.centroids.rowCount ?? 1;
  const centroids = arena.createCodes(cellCount, width);
  if (cells) centroids.values.set(cells.centroids.values);
  const out = arena.createInts((BLOCK + 4) * (COLUMNS + 4));

  /** Copies some of the codes side by side. */
  function gather(given: Codes, numbers: readonly number[]): void {
    for (const [i, number] of numbers.entries())
      block.values.set(given.values.subarray(number * width, (number + 1) * width), i * width);
  }

  /** Multiplies the codes of the block with some rows of others. */
  function multiply(count: number, others: Codes, { start, end }: Span): number {
    arena.dotBlockCodes({ codes: block, start: 0, count }, { codes: others, start, count: end - start }, out);
    return padRows(end - start);
  }

  /** For each cell the codes that look into it. */
  function chooseCells(given: Codes, { starts }: NonNullable<SearchedRows['cells']>): number[][] {
    const lookers: number[][] = Array.from({ length: cellCount }, () => []);
    const near = new Int32Array(cellCount);
    for (let first = 0; first < given.rowCount; first += BLOCK) {
      const numbers = countFrom(first, Math.min(BLOCK, given.rowCount - first));
      gather(given, numbers);
      const products = numbers.map(() => new Int32Array(cellCount));
      for (let start = 0; start < cellCount; start += COLUMNS) {
        const end = Math.min(cellCount, start + COLUMNS);
        const stride = multiply(numbers.length, centroids, { start, end });
        for (const [i, own] of products.entries())
          own.set(out.values.subarray(i * stride, i * stride + end - start), start);
      }
      for (const [i, number] of numbers.entries()) {
        near.set(products[i]!);
        takeCells(near, starts, MIN_CANDIDATES, (cell) => lookers[cell]!.push(number));
      }
    }
    return lookers;
  }

  function compare(given: Codes, lookers: readonly number[], span: Span, lists: Neighbours, firstList: number): void {
    for (let first = 0; first < lookers.length; first += BLOCK) {
      const numbers = lookers.slice(first, first + BLOCK);
      gather(given, numbers);
      for (let start = span.start; start < span.end; start += COLUMNS) {
        const end = Math.min(span.end, start + COLUMNS);
        const stride = multiply(numbers.length, rows, { start, end });
        for (const [i, number] of numbers.entries())
          offerProducts(lists, firstList + number, { products: out.values, at: i * stride }, { start, end });
      }
    }
  }

  return (given, lists, firstList) => {
    if (cells === null) {
      compare(given, countFrom(0, given.rowCount), { start: 0, end: filledCount }, lists, firstList);
      return;
    }
    for (const [cell, lookers] of chooseCells(given, cells).entries()) {
      const span = { start: cells.starts[cell]!, end: cells.starts[cell + 1]! };
      if (lookers.length > 0) compare(given, lookers, span, lists, firstList);
    }
  };
}

function countFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}
