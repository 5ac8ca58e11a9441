import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '#server/config/project-root.ts';
import { threadEntry } from '#server/threads/thread-entry.ts';

let named: Promise<string> | null = null;

/** The same for two workers that tell the same of the same posts: by the code, its packages and Node's tables of characters. */
export function nameEngine(): Promise<string> {
  named ??= hashEngine();
  return named;
}

async function hashEngine(): Promise<string> {
  const hash = createHash('sha256').update(process.versions.unicode ?? '');
  // A bundle names its chunks by what is in them.
  hash.update(await readFile(await threadEntry('helping-thread')));
  hash.update(await readFile(path.join(projectRoot(), 'package.json')));
  return hash.digest('hex');
}
