export interface Tally {
  readonly strategy: string;
  readonly runs: number;
  /** Runs in which more than one issue was made. */
  made: number;
  /** Runs that ended with more than one issue open. */
  left: number;
  /** Runs that ended without an open issue, although nobody was told. */
  lost: number;
  /** Runs in which a person was asked. */
  asked: number;
}

export function formatTallies(tallies: readonly Tally[]): string {
  const rows = tallies.map(({ strategy, runs, made, left, lost, asked }) => [
    strategy,
    String(runs),
    share(made, runs),
    share(left, runs),
    share(lost, runs),
    share(asked, runs),
  ]);
  const all = [['strategy', 'runs', 'duplicates made', 'duplicates left', 'lost', 'asked'], ...rows];
  return all
    .map((cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(34) : cell.padStart(18))).join(''))
    .join('\n');
}

function share(count: number, runs: number): string {
  return `${count} (${((100 * count) / runs).toFixed(1)}%)`;
}
