import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Names what a build was made from: path, size and time of every file below the folders. */
export function fingerprint(root, places) {
  const hash = createHash('sha256').update(process.version);
  for (const place of places) {
    const full = path.join(root, place);
    if (!existsSync(full)) continue;
    const files = statSync(full).isDirectory()
      ? readdirSync(full, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
          .sort()
      : [full];
    for (const file of files) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${path.relative(root, file)}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** Runs `make` unless the mark beside the build says that it was made from the same files. */
export async function makeIfStale(root, { mark, output, places }, make) {
  const file = path.join(root, 'build', mark);
  const now = fingerprint(root, places);
  if (existsSync(path.join(root, output)) && existsSync(file) && readFileSync(file, 'utf8') === now) return;
  await make();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, now);
}
