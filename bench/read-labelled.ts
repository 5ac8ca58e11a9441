import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { EnginePost } from '#pipelines/post.ts';

export type LabelledPost = EnginePost & { readonly label: string | null };

const CHUNK_BYTES = 1 << 18;

/** Posts of a JSON Lines file, gzipped or not: `id` and `text`, and `label`, `title`, `author`, `created_at`, `thread` if there. */
export async function readLabelled(file: string): Promise<LabelledPost[]> {
  const posts: LabelledPost[] = [];
  // Chunk by chunk: the whole text would stand in memory beside the posts.
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of openFile(file)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(0x0a) + 1;
    readLines(bytes.toString('utf8', 0, end), posts);
    rest = bytes.subarray(end);
  }
  readLines(rest.toString('utf8'), posts);
  return posts;
}

function openFile(file: string): AsyncIterable<Buffer> {
  // First of all: nobody would hear what a stream says of a file that is not there.
  const isPacked = isGzip(file);
  const bytes = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  return isPacked ? pipeline(bytes, createGunzip({ chunkSize: CHUNK_BYTES }), () => {}) : bytes;
}

function isGzip(file: string): boolean {
  const head = Buffer.alloc(2);
  const opened = openSync(file, 'r');
  readSync(opened, head);
  closeSync(opened);
  return head[0] === 0x1f && head[1] === 0x8b;
}

function readLines(text: string, posts: LabelledPost[]): void {
  for (const line of text.split('\n'))
    if (line.trim() !== '') posts.push(readPost(JSON.parse(line) as Record<string, unknown>));
}

function readPost(record: Record<string, unknown>): LabelledPost {
  const at = Date.parse(String(record.created_at ?? ''));
  return {
    id: String(record.id),
    text: String(record.text ?? ''),
    title: typeof record.title === 'string' ? record.title : null,
    authorId: typeof record.author === 'string' ? record.author : null,
    at: Number.isFinite(at) ? at : null,
    thread: typeof record.thread === 'string' ? record.thread : null,
    label: typeof record.label === 'string' ? record.label : null,
  };
}
