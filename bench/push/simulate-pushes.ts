import { sql } from 'drizzle-orm';
import { pushes, reports, targets } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { isAppError } from '#server/errors.ts';
import { runPush } from '#server/pushes/run-push.ts';
import type { Run, RunContext } from '#server/runs/run.ts';
import { createKeyring } from '#server/secrets/keyring.ts';
import type { OpenTarget } from '#server/targets/open-target.ts';
import { getTracker } from '#server/trackers/registry.ts';
import { createRandom, createSimulatedTracker, FAULTS, type SimulatedTracker } from './fault-model.ts';
import type { Tally } from './tally.ts';

/** More steps than any push takes; one that needs them all counts as lost. */
const MAX_STEPS = 200;
const HOUR = 3_600_000;

class Killed extends Error {}

/**
 * Drives Refrain's own outbox (`runPush`, its rows in the database, its protocol for each tracker) through the fault model.
 * Time is moved by moving the push's rows into the past. A worker dies before or after any of its writes.
 */
export async function simulatePushes(
  db: Database,
  { tracker, runs, seed }: { tracker: 'github' | 'jira'; runs: number; seed: number },
): Promise<Tally> {
  const random = createRandom(seed);
  const ids = await insertPushes(db, tracker, runs);
  const tally = {
    strategy: `Refrain, ${tracker === 'jira' ? 'Jira' : 'GitHub'} protocol`,
    runs,
    made: 0,
    left: 0,
    lost: 0,
    asked: 0,
  };
  for (const pushId of ids) {
    const simulated = createSimulatedTracker(random);
    const { isAsked, isDone } = await pushOnce(db, { pushId, tracker, simulated, random });
    simulated.settle();
    const open = simulated.issues.filter(({ state }) => state === 'open').length;
    if (simulated.issues.length > 1) tally.made += 1;
    if (open > 1) tally.left += 1;
    if (open === 0 || !isDone) tally.lost += 1;
    if (isAsked) tally.asked += 1;
  }
  return tally;
}

async function insertPushes(db: Database, tracker: 'github' | 'jira', runs: number): Promise<number[]> {
  const name = `simulated ${tracker}`;
  const [target] = await db
    .insert(targets)
    .values({ tracker, name, baseUrl: 'https://t' })
    .returning({ id: targets.id });
  if (!target) throw new Error('no target was inserted');
  const ids: number[] = [];
  for (let done = 0; done < runs; done += 1000) {
    const count = Math.min(1000, runs - done);
    const made = await db
      .insert(reports)
      .values(Array.from({ length: count }, () => ({ title: 'Export hangs' })))
      .returning({ id: reports.id });
    const rows = await db
      .insert(pushes)
      .values(
        made.map(({ id }) => ({
          ...{ marker: crypto.randomUUID(), reportId: id, targetId: target.id },
          ...{ title: 'Export hangs', body: 'words', fields: { labels: [] } },
        })),
      )
      .returning({ id: pushes.id });
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

async function pushOnce(
  db: Database,
  given: { pushId: number; tracker: 'github' | 'jira'; simulated: SimulatedTracker; random: () => number },
): Promise<{ isAsked: boolean; isDone: boolean }> {
  const { pushId, simulated, random } = given;
  const deps = {
    db,
    keyring: createKeyring([Buffer.alloc(32).toString('base64')]),
    config: { allowedHosts: [], publicUrl: 'http://localhost:3000' },
  };
  const target = openSimulated(given);
  let checkpoint: Record<string, unknown> = {};
  let isAsked = false;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const context: RunContext = {
      // Of the run only these are read.
      run: { input: { pushId }, checkpoint } as unknown as Run,
      signal: new AbortController().signal,
      report: () => {},
      whenEnded: () => {},
      commit: async (next, write) => {
        const fate = random();
        if (fate < FAULTS.crash / 2) throw new Killed();
        const result = await db.transaction(write);
        if (next) checkpoint = next;
        if (fate < FAULTS.crash) throw new Killed();
        return result;
      },
    };
    try {
      await runPush(deps, context, async () => target);
      return { isAsked, isDone: true };
    } catch (error) {
      const waitMs = await waitAfter(error);
      if (waitMs === null) {
        // The person who is asked looks, sees nothing, and says: create it anyway. The worst they can do.
        isAsked = true;
        await db.update(pushes).set({ status: 'pending', failureCode: null }).where(sql`id = ${pushId}`);
        checkpoint = {};
      }
      await pass(db, pushId, simulated, waitMs ?? HOUR);
    }
  }
  return { isAsked, isDone: false };

  async function waitAfter(error: unknown): Promise<number | null> {
    if (error instanceof Killed) return 60_000;
    if (error instanceof Error && error.name === 'RunPostponed' && 'until' in error && error.until instanceof Date) {
      return Math.max(0, error.until.getTime() - Date.now()) + 50;
    }
    if (isAppError(error) && error.details.reason === 'unconfirmed') return null;
    // Ten attempts in vain: a person tries again.
    if (isAppError(error)) {
      await db.update(pushes).set({ status: 'unknown', attemptCount: 2 }).where(sql`id = ${pushId}`);
      return HOUR;
    }
    throw error;
  }
}

function openSimulated({ tracker, simulated, random }: Parameters<typeof pushOnce>[1]): OpenTarget {
  // A search that is far behind is rare, but it happens.
  const lagMs = tracker === 'github' ? 0 : random() < 0.05 ? 2 * HOUR : random() * FAULTS.searchLagMs;
  return {
    adapter: {
      ...getTracker(tracker),
      createIssue: async () => {
        const outcome = simulated.create();
        return 'kind' in outcome ? outcome : { kind: 'created', issue: outcome, dropped: [] };
      },
      findIssuesByMarker: async () => simulated.find(lagMs),
      closeDuplicate: async (_connection, { duplicate }) => {
        simulated.close(duplicate.id);
        return { kind: 'closed' };
      },
      linkBack: async () => ({ kind: 'written' }),
    },
    connection: { targetKey: 't', baseUrl: 'https://t', token: '', config: {}, fetch: () => Promise.reject() },
    close: async () => {},
  };
}

async function pass(db: Database, pushId: number, simulated: SimulatedTracker, ms: number): Promise<void> {
  simulated.pass(ms);
  const earlier = sql`make_interval(secs => ${ms / 1000}::float8)`;
  await db.execute(sql`
    update pushes set last_sent_at = last_sent_at - ${earlier}, first_sent_at = first_sent_at - ${earlier},
      lease_until = lease_until - ${earlier} where id = ${pushId}`);
}
