import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '#server/config/project-root.ts';
/** Packages that the build has inside its bundles; read by that script, too. */
import INSIDE from './packages-inside.json' with { type: 'json' };
/** Every file that runs as a worker thread, by the name of its bundle in `build/`; `scripts/build-server.mjs` reads it, too. */
import THREADS from './threads.json' with { type: 'json' };

export type ThreadName = keyof typeof THREADS;

/**
 * Path of a worker thread's JavaScript: in `build/` when this runs from there (a bundle or one of its chunks), or, when
 * run from source (tests), bundled on the spot, because Node 20 cannot run TypeScript in a thread.
 */
export async function threadEntry(name: ThreadName): Promise<string> {
  const built = path.join(projectRoot(), 'build');
  if (fileURLToPath(import.meta.url).startsWith(built + path.sep)) return path.join(built, `${name}.js`);

  const known = bundled.get(name) ?? bundle(name);
  bundled.set(name, known);
  return known;
}

const bundled = new Map<ThreadName, Promise<string>>();

async function bundle(name: ThreadName): Promise<string> {
  const { build } = await import('esbuild');
  const outfile = path.join(projectRoot(), '.cache/threads', `${name}-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(projectRoot(), THREADS[name])],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: await listOutside(),
    target: 'node20',
    logLevel: 'silent',
  });
  return outfile;
}

async function listOutside(): Promise<string[]> {
  const manifest: { dependencies: object } = JSON.parse(
    await readFile(path.join(projectRoot(), 'package.json'), 'utf8'),
  );
  return Object.keys(manifest.dependencies).filter((name) => !INSIDE.includes(name));
}
