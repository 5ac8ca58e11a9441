import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import { projectRoot } from '#server/config/project-root.ts';
import { connectDatabase, type DatabaseConnection } from '#server/database/database.ts';
import { embeddedConnectionString } from '#server/database/embedded/start-embedded-database.ts';
import { templateFolder } from '#tests/database/template.ts';
import { createTestDatabase } from '#tests/database/test-database.ts';

export type WorkerProcess = { readonly kill: (signal: NodeJS.Signals) => Promise<void>; readonly output: () => string };

/** A database of its own whose worker is another process: `npm run worker` on PostgreSQL, all of Refrain when embedded. */
export function openKillableWorker() {
  let connection: DatabaseConnection | null = null;
  let close: () => Promise<void> = async () => {};
  let command: readonly string[] = [];
  let env: Readonly<Record<string, string>> = {};
  const children = new Set<ChildProcess>();

  beforeAll(async () => {
    if (process.env.TEST_DATABASE_URL) {
      const database = await createTestDatabase();
      connection = database;
      close = database.close;
      command = ['scripts/worker.mjs'];
      env = {
        DATABASE_URL: database.connectionString,
        REFRAIN_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      };
      return;
    }
    const dataDir = await mkdtemp(path.join(tmpdir(), 'refrain-killed-'));
    await cp(path.join(templateFolder(), 'database'), path.join(dataDir, 'database'), { recursive: true });
    const embedded = embeddedConnectionString(dataDir);
    const pool = connectDatabase(embedded.connectionString);
    connection = pool;
    close = async () => {
      await pool.close();
      for (const left of [dataDir, path.dirname(embedded.socketPath)]) await rm(left, { recursive: true, force: true });
    };
    command = [await bundle('tests/server/jobs/embedded-server.ts')];
    env = { REFRAIN_DATA_DIR: dataDir };
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await close();
  });

  /** @returns the process, when it is ready to work or has ended. */
  async function start(): Promise<WorkerProcess> {
    const child = spawn(process.execPath, command, {
      cwd: projectRoot(),
      env: { ...process.env, ...env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.add(child);
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    let output = '';
    const ready = new Promise<void>((resolve) => {
      child.stderr.on('data', (bytes: Buffer) => {
        output += bytes.toString();
        if (output.includes('worker is ready')) resolve();
      });
    });
    await Promise.race([ready, ended]);
    return {
      output: () => output,
      kill: async (signal) => {
        child.kill(signal);
        await ended;
        children.delete(child);
      },
    };
  }

  return {
    start,
    connection: () => {
      if (connection === null) throw new Error('the database is not there yet');
      return connection;
    },
  };
}

async function bundle(file: string): Promise<string> {
  const outfile = path.join(projectRoot(), '.cache/tests', `${path.basename(file, '.ts')}-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(projectRoot(), file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    logLevel: 'silent',
  });
  return outfile;
}
