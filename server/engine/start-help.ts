import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { KindCorrection } from '#pipelines/kinds/correction.ts';
import { compareText } from '#pipelines/numerics/compare-text.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { joinParts, prepareTelling, TELL_POSTS } from '#pipelines/tell-parts.ts';
import type { ToldPosts } from '#pipelines/tell-posts.ts';
import { threadEntry } from '#server/threads/thread-entry.ts';
import { countThreads, startPool, type ThreadPool } from './start-pool.ts';
import { TELLING_STATE, type TellingAnswer, type TellingOffice, type TellingTask } from './telling-message.ts';

/** Threads take longer to start than so many posts take in one. */
const FEWEST_POSTS = 3000;
const FEWEST_PARTS = 3;
/** A thread that reads no post for so long has died. */
const SILENCE_MS = 60_000;
/** Posts that a thread tells at a time: what is more urgent waits no longer. */
const PART_SIZE = 100;

/** What `runPipeline` takes as options of these names, and how to end it. */
export type Help = {
  readonly pool?: ThreadPool;
  readonly told?: () => ToldPosts;
  readonly close: () => void;
};

/**
 * Starts threads that help with a run, and has them begin to tell kinds and uses.
 *
 * @param options.threads 1: no other thread, unless other workers help.
 * @param options.office where other workers help with telling, it gives out parts.
 * @param options.tellsKinds `false`: nobody asks for kinds.
 */
export async function startHelp(
  posts: readonly EnginePost[],
  {
    corrections,
    threads = countThreads(),
    office,
    tellsKinds = true,
  }: {
    readonly corrections?: readonly KindCorrection[] | undefined;
    readonly threads?: number | undefined;
    readonly office?: TellingOffice | undefined;
    readonly tellsKinds?: boolean;
  } = {},
): Promise<Help> {
  const pool = threads > 1 && posts.length >= FEWEST_POSTS ? await startPool(threads) : undefined;
  const tell = tellsKinds ? await startTelling() : undefined;
  return { ...(pool && { pool }), ...(tell && { told: tell }), close: () => pool?.close() };

  async function startTelling(): Promise<(() => ToldPosts) | undefined> {
    if (office !== undefined && posts.length >= FEWEST_PARTS * office.partSize)
      return await tellBesideWorkers(sortPosts(posts), corrections, office);
    return pool && tellInPool(sortPosts(posts), corrections, pool);
  }
}

function sortPosts(posts: readonly EnginePost[]): EnginePost[] {
  return [...posts].sort((a, b) => compareText(a.id, b.id));
}

function tellInPool(
  ordered: readonly EnginePost[],
  corrections: readonly KindCorrection[] | undefined,
  pool: ThreadPool,
): () => ToldPosts {
  const ground = prepareTelling(ordered, corrections);
  const { productNames, learned, placed } = ground;
  const pieces = Array.from({ length: Math.ceil(placed.length / PART_SIZE) }, (_, i) =>
    placed.slice(i * PART_SIZE, (i + 1) * PART_SIZE),
  );
  const finish = pool.begin(TELL_POSTS, { productNames, learned }, pieces);
  return () => joinParts(ordered, ground, { parts: finish(), corrections });
}

/** Begins to tell kinds and uses in a thread that gives parts to other workers, too. What is returned waits for all that is told. */
async function tellBesideWorkers(
  posts: readonly EnginePost[],
  corrections: readonly KindCorrection[] | undefined,
  office: TellingOffice,
): Promise<() => ToldPosts> {
  const { port1, port2 } = new MessageChannel();
  const state = new Int32Array(new SharedArrayBuffer(8));
  const task: TellingTask = { port: port2, state, posts, corrections, office };
  const thread = new Worker(await threadEntry('telling-thread'), {
    workerData: task,
    transferList: [port2, office.port],
  });
  thread.unref();
  return () => {
    waitUntilDone(state);
    const answer = receiveMessageOnPort(port1)?.message as TellingAnswer | undefined;
    port1.close();
    if (answer !== undefined && 'told' in answer) return answer.told;
    throw new Error(`The thread that tells kinds failed${answer === undefined ? '' : `: ${answer.error}`}.`);
  };
}

function waitUntilDone(state: Int32Array): void {
  for (let readCount = -1; Atomics.load(state, TELLING_STATE.isDone) === 0; ) {
    const now = Atomics.load(state, TELLING_STATE.readCount);
    const isDone = Atomics.wait(state, TELLING_STATE.isDone, 0, SILENCE_MS) !== 'timed-out';
    if (!isDone && now === readCount) throw new Error('The thread that tells kinds has died.');
    readCount = now;
  }
}
