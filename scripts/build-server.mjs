import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

/** Every process and thread that is started by its file name, each one bundle in `build/`. */
const ENTRIES = {
  server: 'server/index.ts',
  worker: 'server/worker.ts',
  refrain: 'server/cli/refrain.ts',
  ...JSON.parse(readFileSync(new URL('../server/threads/threads.json', import.meta.url), 'utf8')),
};

/** Bundles the server's own code; packages stay where npm put them. */
export async function buildServer(root) {
  await build({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: 'build',
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
}
