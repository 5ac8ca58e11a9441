/** A table; cells are Markdown. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [formatRow(head), `|${'---|'.repeat(head.length)}`, ...rows.map(formatRow)];
}

/** `.37` for 0.37. */
export function short(value: number, digits = 2): string {
  return value.toFixed(digits).replace(/^(-?)0\./, '$1.');
}

export function showCount(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

export function showSeconds(ms: number): string {
  return `${short(ms / 1000, ms < 100_000 ? 1 : 0)} s`;
}

export function showPercent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
