import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * `npm run test:postgres`: the database tests on a real PostgreSQL. Uses TEST_DATABASE_URL when it is set, otherwise
 * starts a server of its own in a temporary folder and removes it afterwards.
 */
const files = process.argv.slice(2);
if (process.env.TEST_DATABASE_URL) process.exit(await runTests(process.env.TEST_DATABASE_URL));

const bin = findServer();
const folder = mkdtempSync(path.join(tmpdir(), 'refrain-pg-'));
// PostgreSQL refuses to run as root: there its own account does.
const isRoot = process.getuid?.() === 0;
chmodSync(folder, 0o777);
const cluster = path.join(folder, 'cluster');
call('initdb', ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']);
const port = await freePort();
call('pg_ctl', [
  '-D',
  cluster,
  '-w',
  '-l',
  path.join(folder, 'log'),
  '-o',
  `-p ${port} -k ${folder} -c max_connections=200 -c fsync=off -c synchronous_commit=off -c full_page_writes=off`,
  'start',
]);
let code = 1;
try {
  code = await runTests(`postgres://postgres@127.0.0.1:${port}/postgres`);
} finally {
  call('pg_ctl', ['-D', cluster, '-m', 'immediate', 'stop']);
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);

function runTests(url) {
  const vitest = path.join('node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...(files.length > 0 ? files : ['.db.test.ts'])], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TEST_DATABASE_URL: url },
  });
  return new Promise((resolve) => child.once('exit', (exitCode) => resolve(exitCode ?? 1)));
}

function call(program, args) {
  const [command, ...rest] = isRoot
    ? ['runuser', '-u', 'postgres', '--', path.join(bin, program), ...args]
    : [path.join(bin, program), ...args];
  const { status, stderr } = spawnSync(command, rest, {
    encoding: 'utf8',
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
}

function findServer() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .filter((version) => version >= 15)
    : [];
  const candidates = [
    ...versions.sort((a, b) => b - a).map((version) => `${root}/${version}/bin`),
    ...(process.env.PATH ?? '').split(':'),
  ];
  const found = candidates.find((place) => existsSync(path.join(place, 'initdb')));
  if (!found) {
    process.stderr.write('No PostgreSQL server found. Install PostgreSQL 15 or newer, or set TEST_DATABASE_URL.\n');
    process.exit(1);
  }
  return found;
}

/** A port below those that systems give away unasked (from 32768 on), so that nobody gets it in between. */
function freePort() {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(freePort()));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });
}
