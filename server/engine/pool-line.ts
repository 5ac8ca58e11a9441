import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { shareInts } from '#pipelines/pool.ts';
import { type MessageToPoolThread, POOL_STATE, type PoolThreadAnswer, type PoolThreadTask } from './pool-message.ts';

/** What a thread may fill with new objects before it looks which of them are still in use. */
const YOUNG_MB = 16;
/** A thread that neither ended nor answered for so long hangs: no piece takes so long. */
const SILENCE_MS = 1_800_000;
/** How often somebody who waits looks whether the thread is still there. */
const LOOK_MS = 1000;

export type PieceAnswer = Extract<PoolThreadAnswer, { work: number }>;

/** Messages to a thread, and what it answers. */
export type Line = {
  readonly send: (message: MessageToPoolThread) => void;
  /** Pieces that the thread is not done with. */
  readonly countWaiting: () => number;
  /** Answers that are there and were not received yet. */
  readonly receive: () => PieceAnswer[];
  /** The same, once the last message is followed. */
  readonly waitForAll: () => PieceAnswer[];
};

/** Starts a thread of a pool: what somebody waits for goes to the front, the rest to the back. */
export function startPoolThread(entry: string, hand: number): { front: Line; back: Line } {
  const state = shareInts(POOL_STATE.size);
  const [front, back] = [new MessageChannel(), new MessageChannel()];
  const task: PoolThreadTask = { front: front.port2, back: back.port2, state, hand };
  const thread = new Worker(entry, {
    workerData: task,
    transferList: [front.port2, back.port2],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  // Whoever waits for it is told by its state.
  thread.on('error', () => {});
  thread.unref();
  return {
    front: createLine(front.port1, state, POOL_STATE.frontDone, POOL_STATE.frontPieces),
    back: createLine(back.port1, state, POOL_STATE.backDone, POOL_STATE.backPieces),
  };
}

function createLine(port: MessagePort, state: Int32Array, done: number, piecesDone: number): Line {
  let sentCount = 0;
  let pieceCount = 0;
  port.unref();

  function receive(): PieceAnswer[] {
    const answers: PieceAnswer[] = [];
    for (let received = receiveMessageOnPort(port); received; received = receiveMessageOnPort(port)) {
      const answer = received.message as PoolThreadAnswer;
      if ('error' in answer) throw new Error(`A thread that helps with the run failed: ${answer.error}`);
      answers.push(answer);
    }
    return answers;
  }

  return {
    receive,
    send(message) {
      port.postMessage(message);
      sentCount += 1;
      if (message.kind === 'piece') pieceCount += 1;
      Atomics.add(state, POOL_STATE.called, 1);
      Atomics.notify(state, POOL_STATE.called);
    },
    countWaiting: () => pieceCount - Atomics.load(state, piecesDone),
    waitForAll() {
      let silentMs = 0;
      for (let count = Atomics.load(state, done); count < sentCount; count = Atomics.load(state, done)) {
        if (silentMs > SILENCE_MS || Atomics.load(state, POOL_STATE.hasEnded) === 1)
          throw new Error('A thread that helps with the run has died.');
        silentMs = Atomics.wait(state, done, count, LOOK_MS) === 'timed-out' ? silentMs + LOOK_MS : 0;
      }
      return receive();
    },
  };
}
