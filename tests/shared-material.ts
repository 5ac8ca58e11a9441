import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = process.env.REFRAIN_SHARED ?? fileURLToPath(new URL('../../shared', import.meta.url));

/** A file of the material that lies beside the repository on some machines; null where it is absent. */
export function findShared(path: string): string | null {
  const file = `${root}/${path}`;
  return existsSync(file) ? file : null;
}
