import { createHash } from 'node:crypto';
import type { EnginePost } from '#pipelines/post.ts';
import { cleanText } from '#server/imports/clean-text.ts';
import { detectFile } from '#server/imports/detect-file.ts';
import { parseDate } from '#server/imports/parse-date.ts';
import { readLanguage } from '#server/imports/read-language.ts';
import type { ByteSource } from '#server/imports/readers/byte-source.ts';
import { readRecords } from '#server/imports/readers/read-records.ts';

export type RejectedRecord = { readonly line: number; readonly reason: string };

export type ReadPosts = {
  readonly posts: readonly EnginePost[];
  readonly rejected: readonly RejectedRecord[];
  /** Of the file as it is, packed or not. */
  readonly inputSha256: string;
};

/**
 * Reads posts by the names of their fields: id, text, author, created_at, url, title, thread, language. A record without
 * id or text, or with an id met before, is rejected with its line; the rest goes on. Stops after `limit` posts.
 */
export async function readPosts(source: ByteSource, limit: number): Promise<ReadPosts> {
  const inputSha256 = await hashSource(source);
  const posts: EnginePost[] = [];
  const rejected: RejectedRecord[] = [];
  const lineOf = new Map<string, number>();
  if (await isEmpty(source)) return { posts, rejected, inputSha256 };
  const { settings } = await detectFile(source);
  for await (const entry of readRecords(source, settings)) {
    if (posts.length >= limit) break;
    if ('reason' in entry) {
      rejected.push({ line: entry.line, reason: entry.reason });
      continue;
    }
    const post = toPost(entry.record);
    if (typeof post === 'string') {
      rejected.push({ line: entry.line, reason: post });
      continue;
    }
    const earlier = lineOf.get(post.id);
    if (earlier !== undefined) {
      rejected.push({ line: entry.line, reason: `The id "${shorten(post.id)}" stands in line ${earlier} already.` });
      continue;
    }
    lineOf.set(post.id, entry.line);
    posts.push(post);
  }
  return { posts, rejected, inputSha256 };
}

/** The post, or the reason why the record is none. */
function toPost(record: Readonly<Record<string, unknown>>): EnginePost | string {
  const id = readText(record.id);
  if (id === null) return 'The record has no id.';
  if (record.text === undefined || record.text === null) return 'The record has no text.';
  if (typeof record.text !== 'string') return 'The text is not a string.';
  const text = cleanText(record.text);
  const title = readText(record.title);
  if (text.trim() === '' && title === null) return 'The text is empty.';
  return {
    ...{ id, text, title },
    authorId: readText(record.author),
    at: parseDate(record.created_at, 'mdy')?.getTime() ?? null,
    thread: readText(record.thread),
    language: readLanguage(readText(record.language)),
  };
}

function readText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  const text = cleanText(value).trim();
  return text === '' ? null : text;
}

function shorten(id: string): string {
  return id.length > 60 ? `${id.slice(0, 57)}...` : id;
}

async function hashSource(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source.open()) hash.update(chunk);
  return hash.digest('hex');
}

async function isEmpty(source: ByteSource): Promise<boolean> {
  for await (const chunk of source.open()) if (chunk.length > 0) return false;
  return true;
}
