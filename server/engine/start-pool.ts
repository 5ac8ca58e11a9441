import { availableParallelism } from 'node:os';
import { type Pool, shareInts, type Task } from '#pipelines/pool.ts';
import { threadEntry } from '#server/threads/thread-entry.ts';
import { type Line, type PieceAnswer, startPoolThread } from './pool-line.ts';
import { claim } from './pool-message.ts';

/** A pool whose threads run. */
export type ThreadPool = Pool & {
  /**
   * Has the other threads begin with pieces, whenever nothing else is asked of them. What is returned does with them what is left, and waits for
   * the last one.
   */
  readonly begin: <Shared, Piece, Result>(
    task: Task<Shared, Piece, Result>,
    shared: Shared,
    pieces: readonly Piece[],
  ) => () => Result[];
  /** Has the other threads give back memory that nothing uses any more: left alone, they would keep it. */
  readonly collect: () => void;
  /** Ends the other threads. */
  readonly close: () => void;
};

/** More threads than this gain little: a good part of a run is one thread's work. */
const MOST_THREADS = 4;
/** Pieces that are sent to a thread ahead: one that has none left begins with work that waits for when this thread is busy with itself. */
const WAITING = 4;
/** Pieces that wait for a thread that does them beside other work: seconds of it, while this thread may be busy with itself. */
const WAITING_BESIDE = 400;
/** Of such pieces as many as another thread does until this one has compiled what does them: fewer are left to the others. */
const FEWEST_HERE = 50;

/** As many threads as help on this machine. */
export function countThreads(): number {
  return Math.min(MOST_THREADS, availableParallelism());
}

/**
 * Starts `size - 1` threads beside this one, which waits for them without turning to anything else.
 */
export async function startPool(size: number): Promise<ThreadPool> {
  const entry = await threadEntry('pool-thread');
  const helpers = Array.from({ length: size - 1 }, (_, i) => startPoolThread(entry, i + 1));
  let workCount = 0;
  /** Each sends on what was begun, as far as threads wait for more. */
  const backlogs = new Set<() => void>();

  function open<Shared, Piece, Result>(
    lines: readonly Line[],
    task: Task<Shared, Piece, Result>,
    shared: Shared,
  ): Opened<Piece, Result> {
    workCount += 1;
    const work = workCount;
    for (const line of lines) line.send({ kind: 'open', work, task: task.name, shared });
    let perform: ((piece: Piece) => Result) | null = null;
    return {
      begin(pieces, take) {
        const claims = shareInts(pieces.length);
        for (const line of lines) line.send({ kind: 'begin', work, claims });
        const accept = giveInOrder(take);
        const acceptAll = (answers: readonly PieceAnswer[]) => {
          for (const answer of answers) if (answer.work === work) accept(answer.index, answer.result as Result);
        };
        let last = pieces.length - 1;
        return {
          send: (line, index) => line.send({ kind: 'piece', work, index, piece: pieces[index] }),
          findLastOpen() {
            while (last >= 0 && Atomics.load(claims, last) !== 0) last -= 1;
            return last;
          },
          countOpen: () => claims.reduce((count, claimed) => count + 1 - claimed, 0),
          doHere(index) {
            if (claim(claims, index)) {
              perform ??= task.prepare(shared, 0);
              accept(index, perform(pieces[index] as Piece));
            }
            for (const line of lines) acceptAll(line.receive());
          },
          finish() {
            for (const line of lines) acceptAll(line.waitForAll());
          },
        };
      },
      close() {
        for (const line of lines) line.send({ kind: 'close', work });
      },
    };
  }

  return {
    size,
    open(task, shared) {
      const lines = helpers.map(({ front }) => front);
      const opened = open(lines, task, shared);
      return {
        each(pieces, take) {
          for (const sendMore of backlogs) sendMore();
          const work = opened.begin(pieces, take);
          for (let next = 0; ; ) {
            next = sendOn(lines, work, { next, end: pieces.length, most: WAITING });
            // What others were sent and have not begun is done here when nothing else is left.
            const index = next < pieces.length ? next : task.isInOrder ? -1 : work.findLastOpen();
            if (index < 0) break;
            next = Math.max(next, index + 1);
            work.doHere(index);
          }
          work.finish();
        },
        close: opened.close,
      };
    },
    begin<Shared, Piece, Result>(task: Task<Shared, Piece, Result>, shared: Shared, pieces: readonly Piece[]) {
      const lines = helpers.map(({ back }) => back);
      const results: Result[] = [];
      const opened = open(lines, task, shared);
      const work = opened.begin(pieces, (result) => results.push(result));
      let next = 0;
      const sendMore = () => {
        next = sendOn(lines, work, { next, end: pieces.length, most: WAITING_BESIDE });
      };
      sendMore();
      backlogs.add(sendMore);
      return () => {
        backlogs.delete(sendMore);
        sendMore();
        const isWorthIt = work.countOpen() >= FEWEST_HERE;
        for (let index = work.findLastOpen(); isWorthIt && index >= 0; index = work.findLastOpen()) {
          sendMore();
          work.doHere(index);
        }
        work.finish();
        opened.close();
        return results;
      };
    },
    collect() {
      for (const { front } of helpers) front.send({ kind: 'collect' });
    },
    close() {
      for (const { front } of helpers) front.send({ kind: 'end' });
    },
  };
}

/** Sends a piece to each thread, then a second one, until so many wait for each. @returns the first one that was not sent. */
function sendOn(
  lines: readonly Line[],
  { send }: Pick<Work, 'send'>,
  { next, end, most }: { next: number; end: number; most: number },
): number {
  let index = next;
  for (let waiting = 0; waiting < most && index < end; waiting += 1)
    for (const line of lines)
      if (index < end && line.countWaiting() <= waiting) {
        send(line, index);
        index += 1;
      }
  return index;
}

/** A task that some threads are prepared for. */
type Opened<Piece, Result> = {
  /** @param take is given the results in the order of the pieces. */
  readonly begin: (pieces: readonly Piece[], take: (result: Result, index: number) => void) => Work;
  readonly close: () => void;
};

/** Holds results back until those of all pieces before them are there. */
function giveInOrder<Result>(take: (result: Result, index: number) => void): (index: number, result: Result) => void {
  const early = new Map<number, Result>();
  let next = 0;
  return (index, result) => {
    early.set(index, result);
    for (; early.has(next); next += 1) {
      take(early.get(next) as Result, next);
      early.delete(next);
    }
  };
}

/** Pieces that are done here and there. */
type Work = {
  readonly send: (line: Line, index: number) => void;
  /** Of the pieces that nobody has begun the last one; -1 when there is none. */
  readonly findLastOpen: () => number;
  readonly countOpen: () => number;
  /** Does a piece unless another thread has begun it. */
  readonly doHere: (index: number) => void;
  /** Waits for what others have begun. */
  readonly finish: () => void;
};
