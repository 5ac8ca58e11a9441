import { createRandom, createSimulatedTracker, FAULTS, type SimulatedTracker } from './fault-model.ts';
import type { Tally } from './tally.ts';

const ATTEMPTS = 10;
const RETRY_MS = 5_000;

/** How others push, under the same faults: each attempt may first look whether the issue is there. */
export const NAIVE: Readonly<Record<string, (tracker: SimulatedTracker) => boolean>> = {
  'retry blindly': () => false,
  'search for a marker first': (tracker) => isFound(tracker, FAULTS.searchLagMs),
  'list first': (tracker) => isFound(tracker, 0),
};

function isFound(tracker: SimulatedTracker, lagMs: number): boolean {
  const found = tracker.find(lagMs);
  return found.kind === 'found' && found.issues.length > 0;
}

export function simulateNaive(name: string, { runs, seed }: { runs: number; seed: number }): Tally {
  const looks = NAIVE[name];
  if (!looks) throw new Error(`there is no strategy ${name}`);
  const random = createRandom(seed);
  const tally = { strategy: name, runs, made: 0, left: 0, lost: 0, asked: 0 };
  for (let run = 0; run < runs; run += 1) {
    const tracker = createSimulatedTracker(random);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0 && looks(tracker)) break;
      const outcome = tracker.create();
      // A worker that dies here never learns what came of it, and its successor tries again.
      if (!('kind' in outcome) && random() >= FAULTS.crash) break;
      tracker.pass('kind' in outcome && outcome.kind === 'wait' ? outcome.retryAfterMs : RETRY_MS);
    }
    tracker.settle();
    const open = tracker.issues.filter(({ state }) => state === 'open').length;
    if (tracker.issues.length > 1) tally.made += 1;
    if (open > 1) tally.left += 1;
    if (open === 0) tally.lost += 1;
  }
  return tally;
}
