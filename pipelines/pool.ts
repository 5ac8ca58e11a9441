/** Work that falls into pieces, each of which any thread may do. */
export type Task<Shared, Piece, Result> = {
  /** By which another thread finds the same task (`tasks.ts`). */
  readonly name: string;
  /**
   * Called once in each thread, with what all pieces share; what it returns does one piece. Shared, pieces and results
   * are sent between threads: plain values, typed arrays (`SharedArrayBuffer` behind those that are large or written to)
   * and `LentMemory`.
   *
   * @param hand the thread's number, from 0 up and below the pool's `size`.
   */
  readonly prepare: (shared: Shared, hand: number) => (piece: Piece) => Result;
  /** Each thread does later pieces after earlier ones: what one of its results says, those of later pieces may build on. */
  readonly isInOrder?: true;
};

/** Threads that do the pieces of a task side by side. Which of them does which piece never shows in a result. */
export type Pool = {
  /** This thread among them. */
  readonly size: number;
  readonly open: <Shared, Piece, Result>(task: Task<Shared, Piece, Result>, shared: Shared) => OpenTask<Piece, Result>;
};

/** A task that every thread is prepared for. */
export type OpenTask<Piece, Result> = {
  /** Gives the results of all pieces, in their order, each as soon as it can. This thread works, too, and waits for the last one. */
  readonly each: (pieces: readonly Piece[], take: (result: Result, index: number) => void) => void;
  /** What was shared is needed no more. */
  readonly close: () => void;
};

/** This thread alone. */
export const ALONE: Pool = {
  size: 1,
  open(task, shared) {
    const work = task.prepare(shared, 0);
    return {
      each(pieces, take) {
        for (const [index, piece] of pieces.entries()) take(work(piece), index);
      },
      close() {},
    };
  },
};

/** Gives the results of all pieces, in their order, each as soon as it can. */
export function eachPiece<Shared, Piece, Result>(
  pool: Pool,
  task: Task<Shared, Piece, Result>,
  shared: Shared,
  pieces: readonly Piece[],
  take: (result: Result, index: number) => void,
): void {
  const opened = pool.open(task, shared);
  opened.each(pieces, take);
  opened.close();
}

/** The results of all pieces, in their order. */
export function mapPieces<Shared, Piece, Result>(
  pool: Pool,
  task: Task<Shared, Piece, Result>,
  shared: Shared,
  pieces: readonly Piece[],
): Result[] {
  const results: Result[] = [];
  eachPiece(pool, task, shared, pieces, (result) => results.push(result));
  return results;
}

/** A run of numbers: `end` is not among them. */
export type Span = { readonly start: number; readonly end: number };

/** Spans of at most `size` that make up `0 .. count`. */
export function cutSpans(count: number, size: number): Span[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    start: i * size,
    end: Math.min(count, (i + 1) * size),
  }));
}

/** Zeros that all threads see. */
export function shareInts(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(count * 4));
}
