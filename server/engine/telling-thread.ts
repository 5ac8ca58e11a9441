import { workerData } from 'node:worker_threads';
import { type ToldPosts, tellPosts } from '#pipelines/tell-posts.ts';
import { tellInParts } from '#server/parts/tell-in-parts.ts';
import { STATE, type TellingAnswer, type TellingTask } from './telling-message.ts';

/** Tells kinds and uses beside the thread that clusters the same posts, and beside other workers where these may help. */
const { posts, corrections, port, state, office } = workerData as TellingTask;
const countRead = () => Atomics.add(state, STATE.readCount, 1);

port.postMessage(await answer());
Atomics.store(state, STATE.isDone, 1);
Atomics.notify(state, STATE.isDone);

async function answer(): Promise<TellingAnswer> {
  try {
    return { told: await tell() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

async function tell(): Promise<ToldPosts> {
  if (office === undefined) return tellPosts(posts, corrections, (_stage, _total, work) => work(countRead));
  return tellInParts(posts, { corrections, office, onTold: countRead });
}
