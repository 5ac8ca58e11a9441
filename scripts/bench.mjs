import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from './builds.mjs';

/** `npm run bench -- …`: bundles one file of `bench/` and runs it, so that nothing is timed through a TypeScript loader. */
const [name, ...argv] = process.argv.slice(2);
const outfile = path.join(ROOT, '.cache/bench', `${name}.mjs`);
await build({
  entryPoints: [path.join(ROOT, 'bench', `${name}.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
const { main } = await import(pathToFileURL(outfile).href);
process.exitCode = (await main(argv)) ?? 0;
