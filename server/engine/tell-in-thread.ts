import { availableParallelism } from 'node:os';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { KindCorrection } from '#pipelines/kinds/correction.ts';
import { compareText } from '#pipelines/numerics/compare-text.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { joinParts, type PartPost, prepareTelling } from '#pipelines/tell-parts.ts';
import type { ToldPosts } from '#pipelines/tell-posts.ts';
import { threadEntry } from '#server/threads/thread-entry.ts';
import { STATE, type TellingAnswer, type TellingOffice, type TellingTask } from './telling-message.ts';

/** A thread takes longer to start than so many posts to tell. */
const FEWEST_POSTS = 3000;
const FEWEST_PARTS = 3;
/** A thread that reads no post for so long has died. */
const SILENCE_MS = 60_000;
/** Posts that the thread is sent, and reads, at a time. */
const PART_SIZE = 1000;
const FAILED = 'the thread that tells kinds failed';

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
  const ordered = [...posts].sort((a, b) => compareText(a.id, b.id));
  if (office !== undefined) {
    const receive = await startThread({ kind: 'office', posts: ordered, corrections, office });
    return () => {
      for (const answer of receive()) if ('told' in answer) return answer.told;
      throw new Error(FAILED);
    };
  }
  const ground = prepareTelling(ordered, corrections);
  const { productNames, learned, placed } = ground;
  const partCount = Math.ceil(placed.length / PART_SIZE);
  const receive = await startThread({ kind: 'parts', ground: { productNames, learned }, partCount }, (send) => {
    for (let start = 0; start < placed.length; start += PART_SIZE) send(placed.slice(start, start + PART_SIZE));
  });
  return () => {
    const parts = receive().flatMap((answer) => ('part' in answer ? answer.part : []));
    if (parts.length < partCount) throw new Error(FAILED);
    return joinParts(ordered, ground, { parts, corrections });
  };
}

/** Starts the thread; what is returned waits for all that it answers. */
async function startThread(
  work: TellingTask['work'],
  feed: (send: (part: readonly PartPost[]) => void) => void = () => {},
): Promise<() => TellingAnswer[]> {
  const { port1, port2 } = new MessageChannel();
  const state = new Int32Array(new SharedArrayBuffer(8));
  const task: TellingTask = { port: port2, state, work };
  const thread = new Worker(await threadEntry('telling-thread'), {
    workerData: task,
    transferList: work.kind === 'office' ? [port2, work.office.port] : [port2],
  });
  thread.unref();
  feed((part) => port1.postMessage(part));
  return () => {
    waitUntilDone(state);
    const answers: TellingAnswer[] = [];
    for (let received = receiveMessageOnPort(port1); received; received = receiveMessageOnPort(port1))
      answers.push(received.message as TellingAnswer);
    port1.close();
    for (const answer of answers) if ('error' in answer) throw new Error(`${FAILED}: ${answer.error}`);
    return answers;
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
