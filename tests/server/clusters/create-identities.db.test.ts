import { expect, test } from 'vitest';
import { createIdentities } from '#server/clusters/save-finding.ts';
import { startClustering } from '#server/clusters/start-clustering.ts';
import { retryRun } from '#server/runs/retry-run.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { perform, rememberingJobs } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();

test('however many clusters are new, each gets an identity of its own, also where an earlier attempt left some', async () => {
  const { db } = database;
  await insertPosts(db, samplePosts().slice(0, 20));
  const run = await startClustering({ db, jobs: rememberingJobs() }, { actor: null });
  const keys = Array.from({ length: 350 }, (_, i) => `key ${i}`);
  const given: Map<string, number>[] = [];

  for (const count of [130, 350]) {
    await perform(db, run.id, {
      cluster: async (_deps, context) => {
        given.push(await createIdentities(context, { keys: keys.slice(0, count) }));
        throw new Error('ends early');
      },
    }).catch(() => {});
    await retryRun({ db, jobs: rememberingJobs() }, { runId: run.id });
  }

  const [first, second] = given.map((identities) => [...identities.values()]);
  expect(new Set(first).size).toBe(130);
  expect(new Set(second).size).toBe(350);
  expect(second).toEqual(expect.arrayContaining(first ?? []));
});
