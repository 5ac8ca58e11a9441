import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { EnginePost } from '#pipelines/post.ts';

export type LabelledPost = EnginePost & { readonly label: string | null };

/** Posts of a JSON Lines file, gzipped or not: `id` and `text`, and `label`, `title`, `author`, `created_at` if there. */
export function readLabelled(file: string): LabelledPost[] {
  const packed = readFileSync(file);
  const bytes = packed[0] === 0x1f && packed[1] === 0x8b ? gunzipSync(packed) : packed;
  const posts: LabelledPost[] = [];
  // Line by line: the whole text would stand in memory twice.
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    const line = bytes.toString('utf8', start, end);
    if (line.trim() !== '') posts.push(readPost(JSON.parse(line) as Record<string, unknown>));
    start = end + 1;
  }
  return posts;
}

function readPost(record: Record<string, unknown>): LabelledPost {
  const at = Date.parse(String(record.created_at ?? ''));
  return {
    id: String(record.id),
    text: String(record.text ?? ''),
    title: typeof record.title === 'string' ? record.title : null,
    authorId: typeof record.author === 'string' ? record.author : null,
    at: Number.isFinite(at) ? at : null,
    label: typeof record.label === 'string' ? record.label : null,
  };
}
