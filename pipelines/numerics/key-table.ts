/**
 * Numbers from 0 up by keys of 64 bits. Open addressing, at most half full. A slot is three integers side by side, so that
 * it comes into the cache at once: the number + 1 (0 where there is none), then the two halves of its key.
 */
export type KeyTable = { readonly slots: Int32Array; readonly mask: number };

const SLOT = 3;

/** Room for `most` keys. */
export function createKeyTable(most: number): KeyTable {
  let size = 16;
  while (size < most * 2) size *= 2;
  return { slots: new Int32Array(size * SLOT), mask: size - 1 };
}

/** The same keys with room for twice as many. */
export function growKeyTable(table: KeyTable): KeyTable {
  const larger = createKeyTable(table.mask + 1);
  const { slots } = table;
  for (let at = 0; at < slots.length; at += SLOT) {
    if (slots[at]! > 0) addKey(larger, slots[at + 1]!, slots[at + 2]!, slots[at]! - 1);
  }
  return larger;
}

/** The number of a key, or -1. */
export function findNumber(table: KeyTable, high: number, low: number): number {
  return table.slots[findSlot(table, high, low)]! - 1;
}

/** A key that is there keeps its number. */
export function addKey(table: KeyTable, high: number, low: number, number: number): void {
  const at = findSlot(table, high, low);
  if (table.slots[at]! > 0) return;
  table.slots[at] = number + 1;
  table.slots[at + 1] = high;
  table.slots[at + 2] = low;
}

/** Where a key stands, or would stand. */
function findSlot({ slots, mask }: KeyTable, high: number, low: number): number {
  let slot = (high ^ (low >>> 7)) & mask;
  while (slots[slot * SLOT]! > 0 && (slots[slot * SLOT + 1] !== high || slots[slot * SLOT + 2] !== low))
    slot = (slot + 1) & mask;
  return slot * SLOT;
}
