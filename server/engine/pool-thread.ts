import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { TASKS } from '#pipelines/tasks.ts';
import { collectGarbage } from './collect-between.ts';
import {
  claim,
  type MessageToPoolThread,
  POOL_STATE,
  type PoolThreadAnswer,
  type PoolThreadTask,
} from './pool-message.ts';

/** Does pieces of tasks for the thread that started it, one after the other, and waits in between. */
const { front, back, state, hand } = workerData as PoolThreadTask;
type Work = { claims: Int32Array; readonly perform: (piece: unknown) => unknown };
const works = new Map<number, Work>();

process.on('exit', () => {
  Atomics.store(state, POOL_STATE.hasEnded, 1);
  for (const done of [POOL_STATE.frontDone, POOL_STATE.backDone]) Atomics.notify(state, done);
});
for (let isOver = false; !isOver; ) {
  const called = Atomics.load(state, POOL_STATE.called);
  isOver = serve(front, 'front') ?? serve(back, 'back') ?? wait(called);
}
front.close();
back.close();

/** Does what the next message says: whether it was the last one; null when there is none. */
function serve(port: MessagePort, side: 'front' | 'back'): boolean | null {
  const received = receiveMessageOnPort(port);
  if (received === undefined) return null;
  const message = received.message as MessageToPoolThread;
  try {
    follow(message, port);
  } catch (error) {
    answer(port, { error: error instanceof Error ? error.message : String(error) });
  }
  if (message.kind === 'piece') Atomics.add(state, POOL_STATE[`${side}Pieces`], 1);
  Atomics.add(state, POOL_STATE[`${side}Done`], 1);
  Atomics.notify(state, POOL_STATE[`${side}Done`]);
  return message.kind === 'end';
}

function follow(message: MessageToPoolThread, port: MessagePort): void {
  if (message.kind === 'end') return;
  if (message.kind === 'collect') {
    collectGarbage();
    return;
  }
  if (message.kind === 'open') {
    const perform = TASKS.get(message.task)?.prepare(message.shared, hand);
    if (perform === undefined) throw new Error(`there is no task "${message.task}"`);
    works.set(message.work, { claims: new Int32Array(0), perform });
    return;
  }
  const { work } = message;
  const known = works.get(work);
  // A task that failed when it was opened: it was said then.
  if (known === undefined) return;
  if (message.kind === 'begin') known.claims = message.claims;
  else if (message.kind === 'close') works.delete(work);
  else if (claim(known.claims, message.index)) {
    answer(port, { work, index: message.index, result: known.perform(message.piece) });
  }
}

function answer(port: MessagePort, what: PoolThreadAnswer): void {
  port.postMessage(what);
}

/** Until there is a message that was not there when `called` was read. */
function wait(called: number): false {
  Atomics.wait(state, POOL_STATE.called, called);
  return false;
}
