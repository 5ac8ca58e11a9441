import { type Codes, codeBytes, createArena } from '#pipelines/kernels/create-arena.ts';
import { encodeRow } from '#pipelines/kernels/encode-rows.ts';

/** Rows of at most unit length as codes, with `room` bytes left in their arena. */
export function codeRows(rows: readonly (readonly number[] | Float32Array)[], room = 0): Codes {
  const width = rows[0]?.length ?? 0;
  const codes = createArena(codeBytes(rows.length, width) + room).createCodes(rows.length, width);
  for (const [row, values] of rows.entries()) encodeRow(Float32Array.from(values), codes, row);
  return codes;
}

/** Unit vectors of two dimensions at these angles, in degrees. */
export function rowsAt(angles: readonly number[]): Codes {
  const radians = angles.map((angle) => (angle * Math.PI) / 180);
  return codeRows(radians.map((angle) => [Math.cos(angle), Math.sin(angle)]));
}
