// A string, or an integer with so many digits that a JavaScript number may not hold it.
const STRING_OR_LONG_INTEGER = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|(?<![\d.eE+])-?\d{16,}(?![\d.eE])/g;
const LONG_DIGITS = /\d{16}/;

export type ParsedRecord =
  | { readonly ok: true; readonly record: Record<string, unknown> }
  | { readonly ok: false; readonly reason: string };

/**
 * One JSON object. Whole numbers beyond 2^53 stay exact as strings: a Discord id written as a number would otherwise
 * become the id of someone else.
 */
export function parseJsonRecord(text: string): ParsedRecord {
  try {
    const value: unknown = JSON.parse(LONG_DIGITS.test(text) ? quoteLongIntegers(text) : text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { ok: true, record: value as Record<string, unknown> };
    }
    return { ok: false, reason: `Not a record but ${nameOf(value)}.` };
  } catch (error) {
    return { ok: false, reason: `Not valid JSON: ${error instanceof Error ? shorten(error.message) : 'unreadable'}.` };
  }
}

function quoteLongIntegers(text: string): string {
  return text.replace(STRING_OR_LONG_INTEGER, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"${token}"`,
  );
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** V8 quotes the text in its message; the excerpt beside the reason already shows it. */
function shorten(message: string): string {
  return message
    .replace(/, ?(\.\.\.)?"[\s\S]*"(\.\.\.)? is not valid JSON$/, '')
    .replace(/ in JSON at position/, ' at position');
}
