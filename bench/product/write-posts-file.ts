import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeCommunity } from '../write-community.ts';

/** Posts made at a time: a file of any length is written in the memory of one part. */
const PART = 100_000;

/** Writes generated posts as JSON Lines into a temporary file. @returns its path. */
export async function writePostsFile(count: number, seed: number): Promise<string> {
  const file = path.join(tmpdir(), `refrain-bench-${process.pid}-${count}.jsonl`);
  await pipeline(Readable.from(writeLines(count, seed)), createWriteStream(file));
  return file;
}

function* writeLines(count: number, seed: number): Generator<string> {
  for (let start = 0; start < count; start += PART) {
    const posts = writeCommunity(Math.min(PART, count - start), seed + start);
    yield posts
      .map(({ id, text, authorId, at }) => {
        const created_at = new Date((at ?? 0) + start * 60_000).toISOString();
        return `${JSON.stringify({ id: `${start}-${id}`, text, author: authorId, created_at })}\n`;
      })
      .join('');
  }
}
