import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

/** Every process and thread that is started by its file name, each one bundle in `build/`. */
const ENTRIES = {
  server: 'server/index.ts',
  worker: 'server/worker.ts',
  refrain: 'server/cli/refrain.ts',
  ...readJson('../server/threads/threads.json'),
};
/** Of many small files that every clustering run would look for anew: a third of what a run of few posts takes. */
const INSIDE = readJson('../server/threads/packages-inside.json');

/** Bundles the server's own code; packages stay where npm put them, but for those few. */
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
    external: listOutside(),
    sourcemap: true,
    logLevel: 'warning',
  });
}

/** Packages that no bundle holds. */
export function listOutside() {
  return Object.keys(readJson('../package.json').dependencies).filter((name) => !INSIDE.includes(name));
}

function readJson(place) {
  return JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8'));
}
