import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { TOLD_KINDS, type ToldKind } from '#pipelines/kinds/kind.ts';
import type { LabelledPost } from '#pipelines/kinds/parse-seeds.ts';
import type { ThreadPosition } from '#pipelines/kinds/read-features.ts';

const KIND_OF: Readonly<Record<string, ToldKind>> = {
  COMPLAINT: 'complaint',
  WISH: 'wish',
  QUESTION: 'question',
  PRAISE: 'praise',
  USECASE: 'use_case',
};
/** A set in which a kind occurs less often than this was not searched for it: nothing is known of it there. */
const FEWEST_JUDGED = 15;

/** Posts with kinds of a JSON Lines file, gzipped or not. */
export function readKindPosts(file: string): LabelledPost[] {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  const posts = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const record = JSON.parse(line) as Record<string, unknown>;
      const names = Array.isArray(record.labels) ? record.labels : [record.label];
      return {
        text: String(record.text ?? ''),
        position: readPosition(record.meta),
        labels: names.flatMap((name) => KIND_OF[String(name).toUpperCase()] ?? []),
      };
    });
  const judged = TOLD_KINDS.filter(
    (kind) => posts.filter(({ labels }) => labels.includes(kind)).length >= FEWEST_JUDGED,
  );
  return posts.map((post) => ({ ...post, judged, source: path.basename(file) }));
}

/** `meta.pos`: 1 or "initial post" opens a thread, "3 - op" is its author's, other numbers are answers. */
function readPosition(meta: unknown): ThreadPosition | null {
  const pos = typeof meta === 'object' && meta !== null && 'pos' in meta ? String(meta.pos) : '';
  if (pos === '') return null;
  if (pos === '1' || pos === 'initial post') return 'opener';
  return pos.endsWith('op') ? 'own_reply' : 'reply';
}
