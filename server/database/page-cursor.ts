import { AppError } from '#server/errors.ts';

/** One page of a list in a stable order; `nextCursor` is null on the last page. */
export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

/** Sort values of the last row of a page; opaque to those who pass it on. */
export type CursorKey = readonly (string | number | null)[];

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws AppError `invalid` when the cursor was not made by this list in this order. */
export function decodeCursor<const K extends readonly ('number' | 'text' | 'at')[]>(
  cursor: string,
  kinds: K,
): { [I in keyof K]: K[I] extends 'number' ? number : K[I] extends 'text' ? string : Date | null } {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw unreadable();
  }
  if (!Array.isArray(values) || values.length !== kinds.length) throw unreadable();
  return kinds.map((kind, i) => readValue(values[i], kind)) as never;
}

/** Cuts the extra row that was asked for to learn whether there is a next page. */
export function toPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => CursorKey): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

function readValue(value: unknown, kind: 'number' | 'text' | 'at'): string | number | Date | null {
  if (kind === 'text' && typeof value === 'string') return value;
  if (kind === 'number' && typeof value === 'number' && Number.isFinite(value)) return value;
  if (kind === 'at' && value === null) return null;
  if (kind === 'at' && typeof value === 'number' && Math.abs(value) <= 8.64e15) return new Date(value);
  throw unreadable();
}

function unreadable(): AppError {
  return new AppError('invalid', 'This page of the list does not exist. Start again from the first page.');
}
