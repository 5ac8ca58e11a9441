import type { MessagePort } from 'node:worker_threads';
import type { KindCorrection } from '#pipelines/kinds/correction.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { TellerGround, ToldPart } from '#pipelines/tell-parts.ts';
import type { ToldPosts } from '#pipelines/tell-posts.ts';

/** What the telling thread is given. */
export type TellingTask = {
  readonly port: MessagePort;
  /** Shared: whether the last answer was sent, and how many posts were read. */
  readonly state: Int32Array;
  /** `partCount` parts come through the port (`PartPost[]` each), or other workers help with posts that come at once. */
  readonly work:
    | { readonly kind: 'parts'; readonly ground: TellerGround; readonly partCount: number }
    | {
        readonly kind: 'office';
        /** In code-unit order of their ids. */
        readonly posts: readonly EnginePost[];
        readonly corrections: readonly KindCorrection[] | undefined;
        readonly office: TellingOffice;
      };
};

export type TellingOffice = {
  readonly port: MessagePort;
  /** Of rows, by the posts' own ids. */
  readonly postIds: ReadonlyMap<string, number>;
  readonly partSize: number;
};

export const STATE = { isDone: 0, readCount: 1 } as const;

export type TellingAnswer = { readonly part: ToldPart } | { readonly told: ToldPosts } | { readonly error: string };
