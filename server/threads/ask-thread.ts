import { type MessagePort, Worker } from 'node:worker_threads';
import { type ThreadName, threadEntry } from './thread-entry.ts';

/** What a thread that is asked sends back: how far it is, and at last its answer. */
export type ThreadReply<Answer> =
  | { readonly kind: 'progress'; readonly stage: string; readonly doneCount: number; readonly totalCount: number }
  | { readonly kind: 'answer'; readonly answer: Answer };

/**
 * Starts a thread, feeds it and waits for its answer.
 * @throws the signal's reason as soon as it aborts; the thread is ended then.
 */
export async function askThread<Message, Answer>(
  name: ThreadName,
  {
    feed,
    signal,
    onProgress,
  }: {
    feed: (send: (message: Message, transferred?: readonly MessagePort[]) => void) => Promise<void>;
    signal: AbortSignal;
    onProgress: (stage: string, doneCount: number, totalCount: number) => void;
  },
): Promise<Answer> {
  signal.throwIfAborted();
  const thread = new Worker(await threadEntry(name));
  const answered = waitForAnswer<Answer>(thread, { name, signal, onProgress });
  // Feeding may fail first; then nobody waits for the thread any more.
  answered.catch(() => {});
  try {
    await feed((message, transferred = []) => {
      signal.throwIfAborted();
      thread.postMessage(message, transferred);
    });
    return await answered;
  } finally {
    await thread.terminate();
  }
}

function waitForAnswer<Answer>(
  thread: Worker,
  {
    name,
    signal,
    onProgress,
  }: {
    name: string;
    signal: AbortSignal;
    onProgress: (stage: string, doneCount: number, totalCount: number) => void;
  },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    thread.on('message', (reply: ThreadReply<Answer>) => {
      if (reply.kind === 'progress') onProgress(reply.stage, reply.doneCount, reply.totalCount);
      else resolve(reply.answer);
    });
    thread.once('error', reject);
    thread.once('exit', (code) => {
      signal.removeEventListener('abort', abort);
      reject(new Error(`the ${name} ended with code ${code} before it was done`));
    });
  });
}
