import { workerData } from 'node:worker_threads';
import { tellInParts } from '#server/parts/tell-in-parts.ts';
import { TELLING_STATE, type TellingAnswer, type TellingTask } from './telling-message.ts';

/** Tells kinds and uses beside other workers while another thread clusters the same posts. */
const { port, state, ...work } = workerData as TellingTask;
const countRead = () => Atomics.add(state, TELLING_STATE.readCount, 1);

try {
  answer({ told: await tellInParts(work.posts, { ...work, onTold: countRead }) });
} catch (error) {
  answer({ error: error instanceof Error ? error.message : String(error) });
}
port.close();

function answer(what: TellingAnswer): void {
  port.postMessage(what);
  Atomics.store(state, TELLING_STATE.isDone, 1);
  Atomics.notify(state, TELLING_STATE.isDone);
}
