import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#server/accounts/actor.ts';
import { readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import { redoDecision } from '#server/decisions/redo-decision.ts';
import { undoDecision } from '#server/decisions/undo-decision.ts';
import { isAppError } from '#server/errors.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { performClustering } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { foldLog, printState, readTables } from './curated-state.ts';
import { aThrow, decideByDice, type Throw } from './random-decisions.ts';

/** Each sequence is a hundred transactions; set it higher to look for what a few do not find. */
const SEQUENCES = Number(process.env.REFRAIN_SEQUENCES ?? 2);
const MINUTES = SEQUENCES * 120_000;

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };
const ben: Actor = { id: 'user:ben', name: 'Ben', role: 'manager', userId: null };

beforeAll(async () => {
  await insertPosts(database.db, samplePosts().slice(0, 240));
  await performClustering(database.db);
});

async function decideAll(throws: readonly Throw[]): Promise<number[]> {
  const ids: number[] = [];
  for (const one of throws) {
    const id = await decideByDice(database.db, one, ana);
    if (id !== null) ids.push(id);
  }
  return ids;
}

/** Undoes or redoes, also what stands in the way. */
async function insist(what: typeof undoDecision, decisionId: number): Promise<void> {
  try {
    await what(database, { decisionId, actor: ben });
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error;
    await what(database, { decisionId, withLater: true, actor: ben });
  }
}

describe('whatever is decided', () => {
  test('the state follows from the log, twenty undos give back the start byte for byte, and redos the end', {
    timeout: MINUTES,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aThrow, { minLength: 20, maxLength: 20 }), async (throws) => {
        const start = await printState(database.db);

        const ids = await decideAll(throws);
        const end = await printState(database.db);
        expect(await readTables(database.db)).toEqual(await foldLog(database.db));
        for (const decisionId of ids.toReversed()) await undoDecision(database, { decisionId, actor: ben });
        expect(await printState(database.db)).toBe(start);
        for (const decisionId of ids) await redoDecision(database, { decisionId, actor: ben });
        expect(await printState(database.db)).toBe(end);

        for (const decisionId of ids.toReversed()) await undoDecision(database, { decisionId, actor: ben });
        expect(await printState(database.db)).toBe(start);
        expect(await readTables(database.db)).toEqual(await foldLog(database.db));
      }),
      { numRuns: SEQUENCES, endOnFailure: true },
    );
  });

  test('what lists know of clusters is what reading all of them anew says', { timeout: MINUTES }, async () => {
    // What is known is known of a database: of this one nothing is.
    const readAnew = () => readClusterFacts({ db: Object.create(database.db) });
    const known = async () => (await readClusterFacts(database)).map(({ words, ...facts }) => facts);
    await fc.assert(
      fc.asyncProperty(fc.array(aThrow, { minLength: 10, maxLength: 10 }), async (throws) => {
        const ids: number[] = [];
        for (const one of throws) {
          const id = await decideByDice(database.db, one, ana);
          if (id !== null) ids.push(id);
          expect(await known()).toEqual((await readAnew()).map(({ words, ...facts }) => facts));
        }
        for (const decisionId of ids.toReversed()) {
          await undoDecision(database, { decisionId, actor: ben });
          expect(await known()).toEqual((await readAnew()).map(({ words, ...facts }) => facts));
        }
      }),
      { numRuns: SEQUENCES, endOnFailure: true },
    );
  });

  test('undone and redone in any order, the state follows from the log, and undoing all gives back the start', {
    timeout: MINUTES,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aThrow, { minLength: 8, maxLength: 12 }),
        fc.array(fc.tuple(fc.boolean(), fc.nat(99)), { minLength: 10, maxLength: 15 }),
        fc.infiniteStream(fc.nat(99)),
        async (throws, reversals, order) => {
          const start = await printState(database.db);
          const ids = await decideAll(throws);
          fc.pre(ids.length > 0);

          for (const [isUndo, die] of reversals) {
            await insist(isUndo ? undoDecision : redoDecision, ids[die % ids.length] ?? 0);
            expect(await readTables(database.db)).toEqual(await foldLog(database.db));
          }
          const left = [...ids];
          while (left.length > 0) {
            const [decisionId = 0] = left.splice((order.next().value ?? 0) % left.length, 1);
            await insist(undoDecision, decisionId);
          }

          expect(await readTables(database.db)).toEqual(await foldLog(database.db));
          expect(await printState(database.db)).toBe(start);
        },
      ),
      { numRuns: SEQUENCES, endOnFailure: true },
    );
  });
});
