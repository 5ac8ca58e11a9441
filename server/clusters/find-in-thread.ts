import { Worker } from 'node:worker_threads';
import type { PipelineOptions } from '#pipelines/parameters.ts';
import type { Office } from '#server/parts/open-office.ts';
import { threadEntry } from '#server/threads/thread-entry.ts';
import type { Finding, MessageFromThread, MessageToThread } from './clustering-message.ts';
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
export async function findInThread(
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
  signal.throwIfAborted();
  const thread = new Worker(await threadEntry('clustering-thread'));
  const send = (message: MessageToThread) => thread.postMessage(message);
  const found = waitForFinding(thread, signal, onProgress);
  // Reading may fail first; then nobody waits for the thread any more.
  found.catch(() => {});
  try {
    let readCount = 0;
    for await (const { posts, vectors } of pages) {
      signal.throwIfAborted();
      send({ kind: 'posts', posts, vectors });
      readCount += posts.length;
      onRead(readCount);
    }
    const place = office && { port: office.port, partSize: office.partSize };
    const message: MessageToThread = { kind: 'run', options, vectorsBy, office: place };
    thread.postMessage(message, place ? [place.port] : []);
    return await found;
  } finally {
    await thread.terminate();
  }
}

function waitForFinding(
  thread: Worker,
  signal: AbortSignal,
  onProgress: (stage: string, doneCount: number, totalCount: number) => void,
): Promise<Finding> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    thread.on('message', (message: MessageFromThread) => {
      if (message.kind === 'progress') onProgress(message.stage, message.doneCount, message.totalCount);
      else resolve(message.finding);
    });
    thread.once('error', reject);
    thread.once('exit', (code) => {
      signal.removeEventListener('abort', abort);
      reject(new Error(`the clustering thread ended with code ${code} before it was done`));
    });
  });
}
