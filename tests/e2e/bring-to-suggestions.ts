import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SamplePost } from '#server/sample/about.ts';
import type { RunningRefrain } from './start-refrain.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What came in before the first run; the rest came in before the second. */
const FIRST_PART = 240;

/**
 * Brings a running Refrain to where people have named every cluster of a first run, and a second one has come to other
 * findings: all of it by the API.
 */
export async function bringToSuggestions(refrain: RunningRefrain): Promise<void> {
  const key = await promisify(execFile)(
    process.execPath,
    ['bin/refrain.mjs', 'key', 'add', '--role', 'admin', '--name', 'Importer'],
    { cwd: ROOT, env: { ...process.env, ...refrain.env } },
  );
  const call = createCaller(refrain.url, /refrain_\S+/.exec(key.stdout)?.[0] ?? '');
  const posts = readFileSync(`${ROOT}server/sample/community.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line): SamplePost => JSON.parse(line));
  const sourceIds = new Map<string, number>();
  for (const name of new Set(posts.map(({ source }) => source))) {
    sourceIds.set(name, (await call<{ id: number }>('/sources', { name, platform: name })).id);
  }
  const send = async (part: readonly SamplePost[]) => {
    for (const [name, sourceId] of sourceIds) {
      await call('/posts', { sourceId, posts: part.filter(({ source }) => source === name).map(toApiPost) });
    }
  };
  const cluster = async (options = {}) => {
    const { id } = await call<{ id: number }>('/runs', { kind: 'cluster', ...options });
    let status = '';
    while (status !== 'succeeded') {
      await new Promise((resolve) => setTimeout(resolve, 300));
      status = (await call<{ status: string }>(`/runs/${id}`)).status;
      if (status === 'failed') throw new Error('the clustering run failed');
    }
  };
  await send(posts.slice(0, FIRST_PART));
  // So few clusters hold several matters each: the second run, which is told nothing, will say so.
  await cluster({ clusterCount: 9 });
  const { items } = await call<{ items: { id: number; title: string }[] }>('/clusters?limit=200');
  for (const { id, title } of items) await call(`/clusters/${id}/rename`, { name: `${title} (kept)` });
  await send(posts.slice(FIRST_PART));
  await cluster();
}

function createCaller(url: string, key: string) {
  return async <T>(path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
}

function toApiPost(post: SamplePost) {
  return {
    externalId: post.id,
    title: post.title,
    text: post.text,
    author: { id: post.author_id, name: post.author, isStaff: post.is_staff, isBot: post.is_bot },
    postedAt: post.created_at,
    url: post.url,
    channel: post.channel,
    thread: post.thread,
  };
}
