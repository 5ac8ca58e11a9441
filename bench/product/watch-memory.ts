import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const EVERY_MS = 250;

export type MemoryWatch = {
  /** Resident megabytes of each process now. */
  readonly now: () => Readonly<Record<string, number>>;
  /** The most that each was seen to hold. */
  readonly peaks: () => Readonly<Record<string, number>>;
  readonly stop: () => void;
};

/** Watches the resident memory of processes; `pids` may change while it watches. */
export function watchMemory(pids: () => Readonly<Record<string, number>>): MemoryWatch {
  const peaks: Record<string, number> = {};
  function look(): Record<string, number> {
    const seen = Object.fromEntries(Object.entries(pids()).map(([name, pid]) => [name, residentMb(pid)]));
    for (const [name, mb] of Object.entries(seen)) peaks[name] = Math.max(peaks[name] ?? 0, mb);
    return seen;
  }
  const timer = setInterval(look, EVERY_MS);
  return { now: look, peaks: () => peaks, stop: () => clearInterval(timer) };
}

export function formatMemory(mb: Readonly<Record<string, number>>): string {
  return Object.entries(mb)
    .map(([name, value]) => `${name} ${Math.round(value).toLocaleString('en-US')} MB`)
    .join(', ');
}

function residentMb(pid: number): number {
  try {
    const status = `/proc/${pid}/status`;
    const kilobytes = existsSync('/proc/self/status')
      ? /VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]
      : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    // Between a kill and the next start there is no such process.
    return 0;
  }
}
