import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
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

/** Starts the product the way the README says, on a free port and with a data folder of its own. */
export async function startRefrain(
  settings: Readonly<Record<string, string>> = {},
  { dataDir }: { dataDir?: string } = {},
): Promise<RunningRefrain> {
  const port = await freePort();
  const folder = dataDir ?? (await mkdtemp(path.join(tmpdir(), 'refrain-e2e-')));
  const env = { ...settings, PORT: String(port), REFRAIN_DATA_DIR: folder };
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log = await outputUntil(child, /Refrain is ready at \S+\n/, dataDir !== undefined);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));

  async function kill(signal: NodeJS.Signals): Promise<void> {
    child.kill(signal);
    await ended;
  }
  return {
    url: `http://localhost:${port}`,
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
function outputUntil(child: ChildProcess, ready: RegExp, hasAccount: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (ready.test(log) && (hasAccount || log.includes('/setup?token='))) resolve(log);
    });
    child.once('exit', (code) => reject(new Error(`Refrain ended with code ${code}:\n${log}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
