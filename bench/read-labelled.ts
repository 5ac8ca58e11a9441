import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { EnginePost } from '#pipelines/post.ts';

export type LabelledPost = EnginePost & { readonly label: string | null };

/** Posts of a JSON Lines file, gzipped or not: `id` and `text`, and `label`, `title`, `author`, `created_at` if there. */
export function readLabelled(file: string): LabelledPost[] {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const record = JSON.parse(line) as Record<string, unknown>;
      const at = Date.parse(String(record.created_at ?? ''));
      return {
        id: String(record.id),
        text: String(record.text ?? ''),
        title: typeof record.title === 'string' ? record.title : null,
        authorId: typeof record.author === 'string' ? record.author : null,
        at: Number.isFinite(at) ? at : null,
        label: typeof record.label === 'string' ? record.label : null,
      };
    });
}
