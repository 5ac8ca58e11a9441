import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#server/config/project-root.ts';

/** Refrain's own version, from its package.json. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
