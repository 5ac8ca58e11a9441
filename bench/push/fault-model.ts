import type { FindOutcome, TrackerFailure, TrackerIssue } from '#server/trackers/tracker.ts';

/** What goes wrong, as shares of all requests, and how late things may be. */
export const FAULTS = {
  lostAnswer: 0.2,
  /** Nothing is there at first; it is made up to two minutes later. */
  lateCommit: 0.1,
  latestCommitMs: 120_000,
  badGateway: 0.05,
  askToWait: 0.1,
  /** Of every step of the worker: it dies before it, or right after it. */
  crash: 0.15,
  searchLagMs: 60_000,
} as const;

type Made = TrackerIssue & { state: string; readonly madeAtMs: number };

/** A tracker in memory under the fault model, on a clock that the simulation moves. */
export interface SimulatedTracker {
  readonly create: () => TrackerIssue | TrackerFailure;
  /** Everything that is there, or only what was made `lagMs` ago. */
  readonly find: (lagMs: number) => FindOutcome;
  readonly close: (id: string) => void;
  readonly pass: (ms: number) => void;
  /** Lets everything happen that is still to come. */
  readonly settle: () => void;
  readonly issues: readonly Made[];
}

export function createSimulatedTracker(random: () => number): SimulatedTracker {
  const issues: Made[] = [];
  const late: number[] = [];
  let nowMs = 0;
  function make(): Made {
    const number = issues.length + 1;
    const issue = { id: String(number), nodeId: `I_${number}`, key: `#${number}`, number, url: `https://t/${number}` };
    const made = { ...issue, state: 'open', authorId: null, createdAt: new Date(nowMs), madeAtMs: nowMs };
    issues.push(made);
    return made;
  }
  function pass(ms: number): void {
    nowMs += ms;
    for (const at of late.filter((due) => due <= nowMs)) {
      late.splice(late.indexOf(at), 1);
      make();
    }
  }
  return {
    issues,
    pass,
    settle: () => pass(FAULTS.latestCommitMs),
    create: () => {
      const fate = random();
      const { lostAnswer, lateCommit, badGateway, askToWait } = FAULTS;
      if (fate < lostAnswer) {
        make();
        return { kind: 'unknown', message: 'lost' };
      }
      if (fate < lostAnswer + lateCommit) {
        late.push(nowMs + random() * FAULTS.latestCommitMs);
        return { kind: 'unknown', message: 'late' };
      }
      if (fate < lostAnswer + lateCommit + badGateway) return { kind: 'unknown', message: '502' };
      if (fate < lostAnswer + lateCommit + badGateway + askToWait) {
        return { kind: 'wait', retryAfterMs: 60_000, message: 'wait' };
      }
      return { ...make() };
    },
    find: (lagMs) => {
      const shown = issues.filter(({ madeAtMs }) => madeAtMs <= nowMs - lagMs);
      return { kind: 'found', issues: shown.map((issue) => ({ ...issue, dropped: [] })) };
    },
    close: (id) => {
      const issue = issues.find((candidate) => candidate.id === id);
      if (issue) issue.state = 'closed';
    },
  };
}

/** mulberry32: a run can be repeated by its seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
