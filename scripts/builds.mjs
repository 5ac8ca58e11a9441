import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildServer } from './build-server.mjs';
import { makeIfStale } from './freshness.mjs';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const SERVER = {
  mark: '.server-mark',
  output: 'build/server.js',
  places: ['server', 'pipelines', 'db', 'package.json', 'scripts'],
};
const PAGES = {
  mark: '.pages-mark',
  output: 'build/app/server/index.js',
  places: ['app', 'public', 'server', 'pipelines', 'db', 'package.json', 'vite.config.ts', 'remix.config.js'],
};

export function ensureServerBuild() {
  return makeIfStale(ROOT, SERVER, () => buildServer(ROOT));
}

export function ensurePagesBuild() {
  return makeIfStale(ROOT, PAGES, () => {
    process.stderr.write('Building the pages, this takes about half a minute the first time…\n');
    return run(process.execPath, [
      path.join(ROOT, 'node_modules/@remix-run/dev/dist/cli.js'),
      'vite:build',
      '--logLevel',
      'warn',
    ]);
  });
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the build failed (exit code ${code})`))));
  });
}
