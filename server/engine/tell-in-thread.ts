import { availableParallelism } from 'node:os';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { KindCorrection } from '#pipelines/kinds/correction.ts';
import { compareText } from '#pipelines/numerics/compare-text.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { ToldPosts } from '#pipelines/tell-posts.ts';
import { threadEntry } from '#server/threads/thread-entry.ts';
import { STATE, type TellingAnswer, type TellingOffice, type TellingTask } from './telling-message.ts';

/** A thread takes longer to start than so many posts to tell. */
const FEWEST_POSTS = 3000;
const FEWEST_PARTS = 3;
/** A thread that reads no post for so long has died. */
const SILENCE_MS = 60_000;

/** As many threads as help: clustering and telling go on side by side. */
export function countThreads(): number {
  return Math.min(2, availableParallelism());
}

/**
 * Begins to tell kinds and uses in another thread. The function that is returned waits for the answer, holding its own
 * thread up; it is what `runPipeline` takes as `told`. `undefined`: better told where the rest is done.
 *
 * @param options.threads 1: no other thread, unless other workers help.
 * @param options.office where other workers help, it gives out parts.
 */
export async function tellInThread(
  posts: readonly EnginePost[],
  {
    corrections,
    threads = countThreads(),
    office,
  }: { corrections?: readonly KindCorrection[]; threads?: number; office?: TellingOffice | undefined } = {},
): Promise<(() => ToldPosts) | undefined> {
  if (threads < 2 && office === undefined) return undefined;
  if (posts.length < (office === undefined ? FEWEST_POSTS : FEWEST_PARTS * office.partSize)) return undefined;
  const { port1, port2 } = new MessageChannel();
  const state = new Int32Array(new SharedArrayBuffer(8));
  const ordered = [...posts].sort((a, b) => compareText(a.id, b.id));
  const task: TellingTask = { posts: ordered, corrections, port: port2, state, office };
  const thread = new Worker(await threadEntry('telling-thread'), {
    workerData: task,
    transferList: office === undefined ? [port2] : [port2, office.port],
  });
  thread.unref();
  return () => {
    waitUntilDone(state);
    const answer = receiveMessageOnPort(port1)?.message as TellingAnswer | undefined;
    port1.close();
    if (answer === undefined || 'error' in answer)
      throw new Error(`the thread that tells kinds failed: ${answer?.error ?? 'it sent nothing'}`);
    return answer.told;
  };
}

function waitUntilDone(state: Int32Array): void {
  for (let readCount = -1; Atomics.load(state, STATE.isDone) === 0; ) {
    const now = Atomics.load(state, STATE.readCount);
    const isDone = Atomics.wait(state, STATE.isDone, 0, SILENCE_MS) !== 'timed-out';
    if (!isDone && now === readCount) throw new Error('the thread that tells kinds has died');
    readCount = now;
  }
}
