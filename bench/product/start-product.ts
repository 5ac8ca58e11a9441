import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';

const PASSWORD = 'a long password for a benchmark';
const LINK = /https?:\/\/\S+\/setup\S+/;

export type Product = {
  /** `embedded`, or `PostgreSQL` and its version. */
  readonly databaseName: string;
  readonly fetch: (place: string, init?: RequestInit) => Promise<Response>;
  /** An endpoint of `/api/v1`. @throws Error with what the server said. */
  readonly call: <T>(method: string, place: string, body?: unknown) => Promise<T>;
  /** Process ids by what they are; with the embedded database the server is the worker, too. */
  readonly pids: () => Readonly<Record<string, number>>;
  /** Kills the process that works on runs with SIGKILL and starts another. @returns when it was killed. */
  readonly killWorker: () => Promise<number>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the built product with an empty database of its own and signs in: in a temporary folder, or, with
 * `DATABASE_URL`, in a new database on that server beside a worker process. Nothing of it is left after `stop`.
 */
export async function startProduct(): Promise<Product> {
  const home = await mkdtemp(path.join(tmpdir(), 'refrain-bench-'));
  const serverUrl = process.env.DATABASE_URL;
  const database = serverUrl ? await createDatabase(serverUrl) : null;
  const port = await findFreePort();
  const address = `http://localhost:${port}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    REFRAIN_URL: address,
    REFRAIN_DATA_DIR: home,
    REFRAIN_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    ...(database ? { DATABASE_URL: database.url, REFRAIN_WORKER: 'off' } : {}),
  };
  const started = new Map<string, ChildProcess>();
  async function start(name: 'server' | 'worker'): Promise<string> {
    const child = spawn(process.execPath, [`scripts/${name === 'server' ? 'start' : 'worker'}.mjs`], { env });
    started.set(name, child);
    // The server says where it is before it makes the first link.
    return waitForOutput(child, name === 'worker' ? /worker is ready/ : isFirstStart ? LINK : /Refrain is ready/);
  }
  async function stop(): Promise<void> {
    await Promise.all([...started.values()].map((child) => endProcess(child, 'SIGTERM')));
    await database?.drop();
    await rm(home, { recursive: true, force: true });
  }

  let isFirstStart = true;
  try {
    const link = LINK.exec(await start('server'))?.[0] ?? '';
    isFirstStart = false;
    if (database) await start('worker');
    const cookie = await createAccount(link, address);
    const get: Product['fetch'] = (place, init = {}) =>
      fetch(`${address}${place}`, { ...init, headers: { ...init.headers, cookie, origin: address } });
    return {
      databaseName: database?.name ?? 'embedded',
      fetch: get,
      call: async (method, place, body) => {
        const response = await get(`/api/v1${place}`, {
          method,
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        });
        if (!response.ok) throw new Error(`${method} ${place}: ${response.status} ${await response.text()}`);
        return response.json();
      },
      pids: () => Object.fromEntries([...started].map(([name, { pid }]) => [name, pid ?? 0])),
      killWorker: async () => {
        const name = database ? 'worker' : 'server';
        await endProcess(started.get(name) as ChildProcess, 'SIGKILL');
        const killedAt = performance.now();
        await start(name);
        return killedAt;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function createDatabase(serverUrl: string) {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  const name = `refrain_bench_${process.pid}`;
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.query(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    name: `PostgreSQL ${rows[0]?.server_version}`,
    url: url.href,
    drop: async () => {
      await client.query(`drop database if exists ${name} with (force)`);
      await client.end();
    },
  };
}

async function createAccount(link: string, address: string): Promise<string> {
  const response = await fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address },
    body: new URLSearchParams({ name: 'Bench', email: 'bench@example.org', password: PASSWORD }),
  });
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  if (cookies.length === 0) throw new Error(`no account: ${response.status} ${await response.text()}`);
  return cookies.join('; ');
}

function waitForOutput(child: ChildProcess, pattern: RegExp): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (bytes: Buffer) => {
      output += bytes.toString();
      if (pattern.test(output)) resolve(output);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`ended with code ${code}: ${output}`)));
  });
}

function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
