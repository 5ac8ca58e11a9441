import { hashText, hashTextOtherwise } from './hash.ts';
import { addKey, createKeyTable, findNumber } from './key-table.ts';

/**
 * Finds the number of a text among many different ones, or -1. A `Map` of as many strings costs several cache misses a
 * question; here texts are known by 64 bits, so that two of a million are taken for one with odds of 1 in 30 million.
 */
export function createTextTable(texts: readonly string[]): (text: string) => number {
  const table = createKeyTable(texts.length);
  for (const [number, text] of texts.entries()) addKey(table, hashText(text) | 0, hashTextOtherwise(text), number);
  return (text) => findNumber(table, hashText(text) | 0, hashTextOtherwise(text));
}
