import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { listOutside } from './build-server.mjs';
import { ROOT } from './builds.mjs';

/** `npm run bench -- …`: bundles one file of `bench/` and runs it, so that nothing is timed through a TypeScript loader. */
const [name, ...argv] = process.argv.slice(2);
const outfile = path.join(ROOT, '.cache/bench', `${name}.mjs`);
// A process that is measured as a whole runs what the one that started it has bundled.
if (process.env.REFRAIN_BENCH_BUNDLED === undefined) await bundle();
const { main } = await import(pathToFileURL(outfile).href);
process.exitCode = (await main(argv)) ?? 0;

async function bundle() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [path.join(ROOT, 'bench', `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: [...listOutside(), 'esbuild'],
    logLevel: 'warning',
  });
}
