import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The JSON Lines files of a folder, gzipped or not, in the order of their names. */
export function listSets(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /\.jsonl(?:\.gz)?$/.test(file))
    .sort()
    .map((file) => path.join(folder, file));
}

export function nameSet(file: string): string {
  return path.basename(file).replace(/\.jsonl.*/, '');
}
