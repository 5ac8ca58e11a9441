import { cleanText } from './clean-text.ts';

/** Far above any export seen, far below what overflows a stack here or in `JSON.stringify`. */
const MAX_DEPTH = 64;

export type CleanRecord =
  | { readonly ok: true; readonly record: Record<string, unknown> }
  | { readonly ok: false; readonly reason: string };

/**
 * A record as it may be stored in `jsonb`: every string and every key cleaned, values that JSON cannot hold turned into
 * null. The copy has no prototype, so that a column named `__proto__` is only a column. Keys that become equal by
 * cleaning are told apart by a number: nothing is lost.
 */
export function cleanRecord(record: Readonly<Record<string, unknown>>): CleanRecord {
  if (isDeeperThan(record, MAX_DEPTH)) {
    return { ok: false, reason: `The record is nested deeper than ${MAX_DEPTH} levels.` };
  }
  return { ok: true, record: cleanObject(record) };
}

function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= limit; depth++) {
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      for (const child of Object.values(item)) {
        if (typeof child === 'object' && child !== null) next.push(child);
      }
    }
    if (next.length === 0) return false;
    level = next;
  }
  return true;
}

function cleanObject(value: object): Record<string, unknown> {
  const cleaned: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) cleaned[freeKey(cleaned, cleanText(key))] = cleanValue(item);
  return cleaned;
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value === 'object') return cleanObject(value);
  return null;
}

function freeKey(taken: Record<string, unknown>, key: string): string {
  if (!Object.hasOwn(taken, key)) return key;
  let number = 2;
  while (Object.hasOwn(taken, `${key} (${number})`)) number++;
  return `${key} (${number})`;
}
