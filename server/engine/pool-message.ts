import type { MessagePort } from 'node:worker_threads';

/** What a thread of a pool is given when it starts. */
export type PoolThreadTask = {
  /** What somebody waits for. */
  readonly front: MessagePort;
  /** What is done when nothing comes from the front. */
  readonly back: MessagePort;
  /** Shared numbers, see `POOL_STATE`. */
  readonly state: Int32Array;
  /** Of this thread, from 1 up: 0 is the one that started it. */
  readonly hand: number;
};

/**
 * Places in `state`: a number that changes with every message to the thread; messages of the front and of the back that it is done with, and
 * how many of them were pieces; 1 when it has ended.
 */
export const POOL_STATE = {
  called: 0,
  frontDone: 1,
  backDone: 2,
  frontPieces: 3,
  backPieces: 4,
  hasEnded: 5,
  size: 6,
} as const;

export type MessageToPoolThread =
  | { readonly kind: 'open'; readonly work: number; readonly task: string; readonly shared: unknown }
  /** Pieces will come. `claims`: 1 for each that a thread has begun, shared by all. */
  | { readonly kind: 'begin'; readonly work: number; readonly claims: Int32Array }
  | { readonly kind: 'piece'; readonly work: number; readonly index: number; readonly piece: unknown }
  | { readonly kind: 'close'; readonly work: number }
  | { readonly kind: 'collect' }
  | { readonly kind: 'end' };

export type PoolThreadAnswer =
  | { readonly work: number; readonly index: number; readonly result: unknown }
  | { readonly error: string };

/** Whether the thread that asks is the first to begin a piece: it has to do it then. */
export function claim(claims: Int32Array, index: number): boolean {
  return Atomics.compareExchange(claims, index, 0, 1) === 0;
}
