import type { PipelineOptions } from '#pipelines/parameters.ts';
import type { Office } from '#server/parts/open-office.ts';
import { askThread } from '#server/threads/ask-thread.ts';
import type { Finding, MessageToThread } from './clustering-message.ts';
import type { NumberedPost } from './engine-post-row.ts';

/** A page of posts, with the vectors that an outside model made of them. */
export type PageOfPosts = {
  readonly posts: readonly NumberedPost[];
  readonly vectors: ReadonlyMap<number, Float32Array>;
};

/**
 * Feeds posts to the engine's thread and waits for what it finds.
 * @throws the signal's reason as soon as it aborts; the thread is ended then.
 */
export function findInThread(
  pages: AsyncIterable<PageOfPosts>,
  {
    options,
    vectorsBy,
    office = null,
    signal,
    onRead,
    onProgress,
  }: {
    options: PipelineOptions;
    /** The model that made the vectors; null: there are none. */
    vectorsBy: string | null;
    /** Where other workers help: gives out parts. */
    office?: Pick<Office, 'port' | 'partSize'> | null;
    signal: AbortSignal;
    onRead: (postCount: number) => void;
    onProgress: (stage: string, doneCount: number, totalCount: number) => void;
  },
): Promise<Finding> {
  return askThread<MessageToThread, Finding>('clustering-thread', {
    feed: async (send) => {
      let readCount = 0;
      for await (const { posts, vectors } of pages) {
        send({ kind: 'posts', posts, vectors });
        readCount += posts.length;
        onRead(readCount);
      }
      const place = office && { port: office.port, partSize: office.partSize };
      send({ kind: 'run', options, vectorsBy, office: place }, place ? [place.port] : []);
    },
    signal,
    onProgress,
  });
}
