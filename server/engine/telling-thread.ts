import { workerData } from 'node:worker_threads';
import { createTeller, type PartPost, tellPart } from '#pipelines/tell-parts.ts';
import { tellInParts } from '#server/parts/tell-in-parts.ts';
import { STATE, type TellingAnswer, type TellingTask } from './telling-message.ts';

/** Tells kinds and uses beside the thread that clusters the same posts, and beside other workers where these may help. */
const { port, state, work } = workerData as TellingTask;
const countRead = () => Atomics.add(state, STATE.readCount, 1);

try {
  if (work.kind === 'office') {
    send({ told: await tellInParts(work.posts, { ...work, onTold: countRead }) });
    finish();
  } else {
    const { partCount } = work;
    const teller = createTeller(work.ground);
    let toldCount = 0;
    // One after the other: of the posts no more than a part is held here.
    port.on('message', (posts: readonly PartPost[]) => {
      try {
        const part = tellPart(teller, posts, countRead);
        send({ part }, [part.probabilities.buffer, part.reasons.buffer]);
        toldCount += 1;
        if (toldCount === partCount) finish();
      } catch (error) {
        fail(error);
      }
    });
  }
} catch (error) {
  fail(error);
}

function send(answer: TellingAnswer, transferred: readonly ArrayBufferLike[] = []): void {
  port.postMessage(answer, transferred as ArrayBuffer[]);
}

function fail(error: unknown): void {
  send({ error: error instanceof Error ? error.message : String(error) });
  finish();
}

function finish(): void {
  Atomics.store(state, STATE.isDone, 1);
  Atomics.notify(state, STATE.isDone);
  port.close();
}
