/** Numbers from 0 up by keys of 64 bits; -1 where there is none. Open addressing, at most half full. */
export type KeyTable = { readonly ids: Int32Array; readonly high: Int32Array; readonly low: Int32Array };

/** Room for `most` keys. */
export function createKeyTable(most: number): KeyTable {
  let size = 16;
  while (size < most * 2) size *= 2;
  return { ids: new Int32Array(size).fill(-1), high: new Int32Array(size), low: new Int32Array(size) };
}

/** The same keys with room for twice as many. */
export function growKeyTable(table: KeyTable): KeyTable {
  const larger = createKeyTable(table.ids.length);
  for (let from = 0; from < table.ids.length; from += 1) {
    if (table.ids[from]! >= 0) addKey(larger, table.high[from]!, table.low[from]!, table.ids[from]!);
  }
  return larger;
}

/** Where a key stands, or would stand. */
export function findSlot(table: KeyTable, high: number, low: number): number {
  const mask = table.ids.length - 1;
  let slot = (high ^ (low >>> 7)) & mask;
  while (table.ids[slot]! >= 0 && (table.high[slot] !== high || table.low[slot] !== low)) slot = (slot + 1) & mask;
  return slot;
}

/** A key that is there keeps its number. */
export function addKey(table: KeyTable, high: number, low: number, id: number): void {
  const slot = findSlot(table, high, low);
  if (table.ids[slot]! >= 0) return;
  table.ids[slot] = id;
  table.high[slot] = high;
  table.low[slot] = low;
}
