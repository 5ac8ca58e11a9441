import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type RunningRefrain = {
  readonly url: string;
  /** One-time link for the first account. */
  readonly firstLink: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const READY = /Refrain is ready at (\S+)\n/;

/** Starts the product the way the README says, on a free port and with a data folder of its own. */
export async function startRefrain(
  settings: Readonly<Record<string, string>> = {},
  { dataDir }: { dataDir?: string } = {},
): Promise<RunningRefrain> {
  const folder = dataDir ?? (await mkdtemp(path.join(tmpdir(), 'refrain-e2e-')));
  const env = { ...settings, PORT: '0', REFRAIN_DATA_DIR: folder };
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log = await outputUntilReady(child, dataDir !== undefined);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));

  async function kill(signal: NodeJS.Signals): Promise<void> {
    child.kill(signal);
    await ended;
  }
  return {
    url: READY.exec(log)?.[1] ?? '',
    firstLink: /\S+\/setup\?token=\S+/.exec(log)?.[0] ?? '',
    dataDir: folder,
    env,
    kill,
    stop: async () => {
      await kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits for the ready line and, on a new data folder, for the first link after it. */
function outputUntilReady(child: ChildProcess, hasAccount: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (READY.test(log) && (hasAccount || log.includes('/setup?token='))) resolve(log);
    });
    child.once('exit', (code) => reject(new Error(`Refrain ended with code ${code}:\n${log}`)));
  });
}
