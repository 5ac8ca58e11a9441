import type { MessagePort } from 'node:worker_threads';
import type { KindCorrection } from '#pipelines/kinds/correction.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { ToldPosts } from '#pipelines/tell-posts.ts';

/** What the telling thread is given. */
export type TellingTask = {
  readonly port: MessagePort;
  /** Shared: whether the answer was sent, and how many posts were read. */
  readonly state: Int32Array;
  /** In code-unit order of their ids. */
  readonly posts: readonly EnginePost[];
  readonly corrections: readonly KindCorrection[] | undefined;
  readonly office: TellingOffice;
};

export type TellingOffice = {
  readonly port: MessagePort;
  /** Of rows, by the posts' own ids. */
  readonly postIds: ReadonlyMap<string, number>;
  readonly partSize: number;
};

export const TELLING_STATE = { isDone: 0, readCount: 1 } as const;

export type TellingAnswer = { readonly told: ToldPosts } | { readonly error: string };
