import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '#server/accounts/actor.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import { redoDecision } from '#server/decisions/redo-decision.ts';
import { undoDecision } from '#server/decisions/undo-decision.ts';
import { isAppError } from '#server/errors.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { performClustering } from '#tests/database/perform.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { foldLog, readTables } from '#tests/server/decisions/curated-state.ts';
import { aThrow, decideByDice, type Throw } from '#tests/server/decisions/random-decisions.ts';

/** Each sequence is three clustering runs; set it higher to look for what one does not find. */
const SEQUENCES = Number(process.env.REFRAIN_SEQUENCES ?? 1);
const MINUTES = SEQUENCES * 180_000;
const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };
const sample = samplePosts();

beforeEach(() => emptyTables(database.db));

type Reversal = { readonly reverse: 'undo' | 'redo'; readonly die: number };
const aReversal: fc.Arbitrary<Reversal> = fc.record({ reverse: fc.constantFrom('undo', 'redo'), die: fc.nat(99) });
const anAct: fc.Arbitrary<Throw | Reversal> = fc.oneof(
  { weight: 3, arbitrary: aThrow },
  { weight: 1, arbitrary: aReversal },
);

async function act(one: Throw | Reversal, ids: number[]): Promise<void> {
  if ('name' in one) {
    const id = await decideByDice(database.db, one, ana);
    if (id !== null) ids.push(id);
    return;
  }
  const decisionId = ids[one.die % Math.max(1, ids.length)];
  if (decisionId === undefined) return;
  try {
    await (one.reverse === 'undo' ? undoDecision : redoDecision)(database, { decisionId, actor: ana });
  } catch (error) {
    // What stands in the way may stay in the way.
    if (!isAppError(error) || error.code !== 'conflict') throw error;
  }
}

/** Of every cluster that people have decided about, its posts. */
async function readHeld(): Promise<Map<number, { postIds: readonly number[]; title: string; isNamed: boolean }>> {
  const state = await readTables(database.db);
  const decidedIds = new Set([
    ...state.clusters.keys(),
    ...[...state.pins.values()].flatMap(({ clusterId }) => clusterId ?? []),
    ...[...state.clusters.values()].flatMap(({ mergeTargetId }) => (mergeTargetId ? [Number(mergeTargetId)] : [])),
  ]);
  const held = new Map<number, { postIds: readonly number[]; title: string; isNamed: boolean }>();
  for (const { id, title } of await findClusters(database, { limit: 200 })) {
    if (!decidedIds.has(id)) continue;
    const postIds = await findPostIds(database, { filter: { clusterId: id }, limit: 5000 });
    held.set(id, { postIds, title, isNamed: state.clusters.get(id)?.name !== undefined });
  }
  return held;
}

test('whatever is imported, found, decided and undone, nothing is lost and every later run keeps to what holds', {
  timeout: MINUTES,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anAct, { minLength: 4, maxLength: 8 }), { minLength: 2, maxLength: 2 }),
      async (rounds) => {
        await emptyTables(database.db);
        const ids: number[] = [];
        await insertPosts(database.db, sample.slice(0, 120));
        await performClustering(database.db);
        for (const [round, acts] of rounds.entries()) {
          for (const one of acts) await act(one, ids);
          const [before, decided] = [await readHeld(), await readTables(database.db)];

          const start = 120 + round * 40;
          await insertPosts(database.db, sample.slice(start, start + 40));
          await performClustering(database.db);

          expect(await readTables(database.db)).toEqual(decided);
          expect(await foldLog(database.db)).toEqual(decided);
          for (const [id, { postIds, title, isNamed }] of before) {
            const now = await findPostIds(database, { filter: { clusterId: id }, limit: 5000 });
            expect(now).toEqual(expect.arrayContaining([...postIds]));
            if (isNamed) {
              const [cluster] = (await findClusters(database, { limit: 200 })).filter((one) => one.id === id);
              expect(cluster?.title).toBe(title);
            }
          }
          for (const cluster of await findClusters(database, { limit: 200 })) {
            const members = await findPostIds(database, { filter: { clusterId: cluster.id }, limit: 5000 });
            expect(members).toHaveLength(cluster.postCount);
          }
        }
      },
    ),
    { numRuns: SEQUENCES, endOnFailure: true },
  );
});
