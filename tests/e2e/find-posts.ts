import { fileURLToPath } from 'node:url';
import { findShared } from '../shared-material.ts';

/** Real posts where they are at hand; otherwise the sample community, so that the path is always walked. */
export function findPosts(): string {
  const real = findShared('data/community/redash.jsonl.gz');
  if (real) return real;
  console.log('  without the real community: its material is not on this machine, the sample stands in');
  return fileURLToPath(new URL('../../server/sample/community.jsonl', import.meta.url));
}
