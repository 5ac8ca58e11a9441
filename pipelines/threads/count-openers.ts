import type { EnginePost } from '#pipelines/post.ts';
import { placeInThreads } from './place-in-threads.ts';

/** A longer thread is a channel: whoever writes there opens a matter as well as answers one. */
const MOST_POSTS = 100;
/** Where so large a share of the posts of threads has a title, titles do not tell who opens them. */
const MOST_TITLED = 0.6;

/** What tells matters that people come with from what is only said once they talk. */
export type Openers = {
  /** 1 for a post that opens its thread, or has none. */
  readonly isOpener: Uint8Array;
  /** The odds of a post to be an opener, 0 to 1: the share of openers among all posts of threads; 1 for a post without a thread. */
  readonly odds: Float64Array;
};

/**
 * Who opens threads, post by post: who gave it a title or, where nobody does, the earliest. Posts without a thread are
 * openers by themselves, so that what is only said in chat or surveys, beside however large a forum, is not taken for what
 * only answers say.
 */
export function countOpeners(posts: readonly EnginePost[]): Openers {
  const sizes = new Map<string, number>();
  for (const { thread } of posts) if (thread) sizes.set(thread, (sizes.get(thread) ?? 0) + 1);
  const isThreaded = posts.map(({ thread }) => Boolean(thread) && sizes.get(thread!)! <= MOST_POSTS);
  const threaded = posts.filter((_, post) => isThreaded[post]);
  const titled = threaded.filter(({ title }) => title).length;
  const places = titled > 0 && titled <= MOST_TITLED * threaded.length ? null : placeInThreads(posts);
  const isOpener = Uint8Array.from(posts, ({ title }, post) =>
    !isThreaded[post] || (places === null ? Boolean(title) : places[post] === 'opener') ? 1 : 0,
  );
  const share = isOpener.filter((is, post) => isThreaded[post] && is === 1).length / Math.max(1, threaded.length);
  return { isOpener, odds: Float64Array.from(isThreaded, (is) => (is ? share : 1)) };
}
