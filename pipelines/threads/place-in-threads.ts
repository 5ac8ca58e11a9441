import type { ThreadPosition } from '#pipelines/kinds/read-features.ts';
import { compareText } from '#pipelines/numerics/compare-text.ts';
import type { EnginePost } from '#pipelines/post.ts';

/** Where each post stands in its thread; null for posts without one. The earliest opens a thread, ties by id. */
export function placeInThreads(posts: readonly EnginePost[]): (ThreadPosition | null)[] {
  const openers = new Map<string, EnginePost>();
  for (const post of posts) {
    if (!post.thread) continue;
    const known = openers.get(post.thread);
    if (known === undefined || isBefore(post, known)) openers.set(post.thread, post);
  }
  return posts.map((post) => {
    const opener = post.thread ? openers.get(post.thread) : undefined;
    if (opener === undefined) return null;
    if (opener === post) return 'opener';
    return post.authorId && post.authorId === opener.authorId ? 'own_reply' : 'reply';
  });
}

function isBefore(left: EnginePost, right: EnginePost): boolean {
  const leftAt = left.at ?? Number.POSITIVE_INFINITY;
  const rightAt = right.at ?? Number.POSITIVE_INFINITY;
  return leftAt === rightAt ? compareText(left.id, right.id) < 0 : leftAt < rightAt;
}
