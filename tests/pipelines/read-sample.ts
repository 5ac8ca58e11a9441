import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EnginePost } from '#pipelines/post.ts';
import type { SamplePost } from '#server/sample/about.ts';

/** The sample community's posts, and by post id the matter that each is about (null: chatter), as its writers know it. */
export function readSample(): {
  readonly posts: EnginePost[];
  readonly truth: Readonly<Record<string, string | null>>;
} {
  const read = (file: string) => readFileSync(path.join(process.cwd(), file), 'utf8');
  const lines = read('server/sample/community.jsonl').trim().split('\n');
  const posts = lines.map((line): EnginePost => {
    const post = JSON.parse(line) as SamplePost;
    const { id, text, title, thread, author_id: authorId, is_staff: isStaff, is_bot: isBot } = post;
    return { ...{ id, text, title, thread, authorId, isStaff, isBot }, at: Date.parse(post.created_at) };
  });
  return { posts, truth: JSON.parse(read('tests/server/sample/truth.json')) as Record<string, string | null> };
}
