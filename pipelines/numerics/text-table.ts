import { hashText, hashTextOtherwise } from './hash.ts';
import { addKey, createKeyTable, findNumber, type KeyTable } from './key-table.ts';

/**
 * Numbers of many different texts, by `hashText` and `hashTextOtherwise`. A `Map` of as many strings costs several cache misses
 * a question; here texts are known by 64 bits, so that two of a million are taken for one with odds of 1 in 30 million.
 */
export function createTextTable(texts: readonly string[]): KeyTable {
  const table = createKeyTable(texts.length);
  for (const [number, text] of texts.entries()) addKey(table, hashText(text) | 0, hashTextOtherwise(text), number);
  return table;
}

/** The number of a text, or -1. */
export function findText(table: KeyTable, text: string): number {
  return findNumber(table, hashText(text) | 0, hashTextOtherwise(text));
}
