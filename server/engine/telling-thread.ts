import { workerData } from 'node:worker_threads';
import { tellPosts } from '#pipelines/tell-posts.ts';
import { STATE, type TellingAnswer, type TellingTask } from './telling-message.ts';

/** Tells kinds and uses beside the thread that clusters the same posts. */
const { posts, corrections, port, state } = workerData as TellingTask;

port.postMessage(tell());
Atomics.store(state, STATE.isDone, 1);
Atomics.notify(state, STATE.isDone);

function tell(): TellingAnswer {
  try {
    const countRead = () => Atomics.add(state, STATE.readCount, 1);
    return { told: tellPosts(posts, corrections, (_stage, _total, work) => work(countRead)) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
