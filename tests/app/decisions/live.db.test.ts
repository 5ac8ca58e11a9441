import { beforeAll, expect, test } from 'vitest';
import { loader } from '#app/routes/decisions/live.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { AppContext } from '#server/app-context.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { createLog } from '#server/log/log.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { performClustering } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };

beforeAll(async () => {
  await insertPosts(database.db, samplePosts().slice(0, 200));
  await performClustering(database.db);
});

/** Listens as a page does. `next` waits for the next event and gives its data. */
function listen(search = '') {
  const abort = new AbortController();
  const request = new Request(`http://localhost:3000/live${search}`, { signal: abort.signal });
  // The stream needs who asks, the database and somewhere to log.
  const context = { db: database.db, log: createLog('silent'), actor: ana } as AppContext;
  const response = loader({ request, context, params: {} });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  async function next(): Promise<unknown> {
    for (;;) {
      const event = /event: change\ndata: (.*)\n\n/.exec(heard);
      if (event) {
        heard = heard.slice(event.index + event[0].length);
        return JSON.parse(event[1] ?? '');
      }
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done) return null;
      heard += value;
    }
  }
  return { response, next, leave: () => abort.abort() };
}

/** Renames until it is heard: whatever was so before somebody listens is no news. */
async function renameUntilHeard(clusterId: number, event: Promise<unknown>): Promise<unknown> {
  let answer: { readonly heard: unknown } | null = null;
  const told = event.then((heard) => {
    answer = { heard };
  });
  for (let i = 0; answer === null; i += 1) {
    await renameCluster(database, { clusterId, name: `Name ${i}`, actor: ana });
    await Promise.race([told, new Promise((resolve) => setTimeout(resolve, 500))]);
  }
  return (answer as { readonly heard: unknown }).heard;
}

test('everybody who listens is told which clusters were decided about, and of a new run', async () => {
  const [cluster] = await findClusters(database, { limit: 1 });
  const clusterId = cluster?.id ?? 0;
  const [one, other] = [listen(), listen()];
  expect(one.response.headers.get('Content-Type')).toContain('text/event-stream');

  const heard = one.next();
  expect(await renameUntilHeard(clusterId, heard)).toMatchObject({ clusterIds: [clusterId] });
  expect(await other.next()).toEqual(await heard);

  const run = await performClustering(database.db);
  let event = await one.next();
  // Renames after the first that was heard may still be told.
  while (event !== null && (event as { runId: number }).runId !== run.id) event = await one.next();
  expect(event).toMatchObject({ runId: run.id, clusterIds: null });
  one.leave();
  other.leave();
});

test('what was decided between reading a page and listening is told at once', async () => {
  const [cluster] = await findClusters(database, { limit: 1 });
  await renameCluster(database, { clusterId: cluster?.id ?? 0, name: 'Just before', actor: ana });

  const { next, leave } = listen('?past=60000');

  expect(await next()).toMatchObject({ runId: expect.any(Number) });
  leave();
});

test('who leaves hears no more, and the stream ends', async () => {
  const { next, leave } = listen();

  leave();

  expect(await next()).toBeNull();
});
