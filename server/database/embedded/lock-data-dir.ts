import { mkdir, readFile, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#server/errors.ts';

type Holder = { readonly pid: number; readonly host: string; readonly processStart: string | null };

const HEARTBEAT_MS = 10_000;
/** A holder on another machine cannot be asked whether it lives; it counts as gone after six missed heartbeats. */
const FOREIGN_STALE_MS = 60_000;

/**
 * Takes the embedded database's folder for this process. PGlite itself has no lock, and two processes on one folder
 * lose committed rows.
 * @returns a function that gives the folder back.
 * @throws AppError `conflict` when another process has it.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, 'database.lock');
  const self: Holder = { pid: process.pid, host: hostname(), processStart: await processStart(process.pid) };
  const content = JSON.stringify(self);

  await inTurn(`${file}.turn`, async () => {
    const holder = await readHolder(file);
    if (holder !== null && (await isHeld(file, holder, self))) {
      throw new AppError(
        'conflict',
        `Another Refrain (process ${holder.pid} on ${holder.host}) already uses the embedded database in ${dataDir}. ` +
          'Stop it first, or set DATABASE_URL to a PostgreSQL server, which any number of processes may share.',
      );
    }
    await writeFile(file, content);
  });

  const heartbeat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), HEARTBEAT_MS);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    if ((await readFile(file, 'utf8').catch(() => '')) === content) await rm(file, { force: true });
  };
}

/** One process at a time reads and takes the lock, so that two cannot both take over from a dead holder. */
async function inTurn(folder: string, take: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await mkdir(folder);
      break;
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
      // The turn takes milliseconds; one that lasts five seconds was left behind by a killed process.
      if (attempt >= 50) await rmdir(folder).catch(() => {});
      if (attempt >= 60) throw error;
      await sleep(100);
    }
  }
  try {
    await take();
  } finally {
    await rmdir(folder).catch(() => {});
  }
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number') return null;
    const host = 'host' in value && typeof value.host === 'string' ? value.host : '';
    const start = 'processStart' in value && typeof value.processStart === 'string' ? value.processStart : null;
    return { pid: value.pid, host, processStart: start };
  } catch {
    // Missing, or cut off by a crash while it was written: nobody holds it.
    return null;
  }
}

async function isHeld(file: string, holder: Holder, self: Holder): Promise<boolean> {
  if (holder.host !== self.host) {
    const { mtimeMs } = await stat(file);
    return Date.now() - mtimeMs < FOREIGN_STALE_MS;
  }
  if (holder.pid === self.pid && holder.processStart === self.processStart) return true;
  if (!isAlive(holder.pid)) return false;
  // The number may have been given to another program since: the start time tells.
  return holder.processStart === null || holder.processStart === (await processStart(holder.pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** Boot id and start time in clock ticks, where the system tells (Linux); otherwise null. */
async function processStart(pid: number): Promise<string | null> {
  try {
    const [boot, line] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    return `${boot.trim()}/${line.slice(line.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return null;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
