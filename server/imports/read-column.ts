/** Deeper values are shown as JSON in the preview and are no columns. */
const MAX_DEPTH = 4;
const MAX_COLUMNS = 400;

/**
 * The value of a column: a key of the record or, in JSON, keys joined with dots (`author.name`). A key that itself holds
 * dots wins. Only own keys count.
 */
export function readColumn(record: Readonly<Record<string, unknown>>, column: string): unknown {
  if (Object.hasOwn(record, column)) return record[column];
  if (!column.includes('.')) return undefined;
  let value: unknown = record;
  for (const key of column.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key))
      return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** A value as text: lists of simple values joined by lines, objects as JSON, null and undefined as nothing. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.map(toText).join('\n');
  return JSON.stringify(value);
}

/** The columns of some records in the order in which they first appear, nested objects as dotted names. */
export function listColumns(records: readonly Readonly<Record<string, unknown>>[]): string[] {
  const columns = new Set<string>();
  for (const record of records) addColumns(columns, record, '', 1);
  return [...columns].slice(0, MAX_COLUMNS);
}

function addColumns(columns: Set<string>, value: object, prefix: string, depth: number): void {
  for (const [key, item] of Object.entries(value)) {
    const isNested = typeof item === 'object' && item !== null && !Array.isArray(item) && depth < MAX_DEPTH;
    if (isNested) addColumns(columns, item, `${prefix}${key}.`, depth + 1);
    else columns.add(prefix + key);
  }
}
