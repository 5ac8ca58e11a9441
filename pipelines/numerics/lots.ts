/** Positions from the lowest lot to the highest; of equal ones the first stands first. */
export function orderByLot(lots: Uint32Array): Int32Array {
  const count = lots.length;
  // Lot and position in one whole number below 2^53: sorted without a function to compare. Of more than 2^21 lots the last bits go.
  const grain = Math.ceil(count / 2 ** 21);
  const keys = Float64Array.from(lots, (lot, i) => Math.floor(lot / grain) * count + i).sort();
  return Int32Array.from(keys, (key) => key % count);
}

/** The positions of the `most` lowest lots, ascending; all where there are no more. */
export function pickByLot(lots: Uint32Array, most: number): Int32Array {
  if (lots.length <= most) return Int32Array.from(lots, (_, i) => i);
  return orderByLot(lots).subarray(0, most).sort();
}
