import { asc, eq, sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { runClusters, runThemes, workspace } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { insertPosts } from '#tests/database/insert-posts.ts';
import { performClustering } from '#tests/database/perform.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { writeTopics } from '#tests/pipelines/write-topics.ts';

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };

beforeEach(() => emptyTables(database.db));

async function readThemes() {
  return database.db
    .select({ themeId: runThemes.themeId, terms: runThemes.terms })
    .from(runThemes)
    .innerJoin(workspace, eq(workspace.currentRunId, runThemes.runId))
    .orderBy(asc(runThemes.themeId));
}

test('a run keeps themes under the id of their largest cluster, and the next run keeps them', async () => {
  const { db } = database;
  const posts = writeTopics().map(({ id, text, authorId, at }) => ({
    ...{ id, text, source: 'Forum', author: authorId ?? null },
    postedAt: new Date(at ?? 0),
  }));
  await insertPosts(db, posts);
  await performClustering(db);

  const themes = await readThemes();
  expect(themes.length).toBeGreaterThanOrEqual(3);
  const facts = await readClusterFacts({ db });
  for (const { themeId } of themes) {
    const own = facts.filter(({ theme }) => theme?.id === themeId);
    expect(own.length).toBeGreaterThanOrEqual(2);
    const most = Math.max(...own.map(({ postCount }) => postCount));
    expect(own.find(({ id }) => id === themeId)?.postCount).toBe(most);
  }

  await performClustering(db);
  expect(await readThemes()).toEqual(themes);
});

test('a theme of which a merge leaves one cluster is none in the next run', async () => {
  const { db } = database;
  const posts = writeTopics().map(({ id, text, authorId }) => ({
    ...{ id, text, source: 'Forum', author: authorId ?? null },
    postedAt: new Date(Date.UTC(2024, 0, 1)),
  }));
  await insertPosts(db, posts);
  await performClustering(db);
  const facts = await readClusterFacts({ db });
  const sizes = new Map<number, number[]>();
  for (const { id, theme } of facts) if (theme) sizes.set(theme.id, [...(sizes.get(theme.id) ?? []), id]);
  const [[themeId, [first = 0, ...others]] = [0, [0]]] = [...sizes].sort(([, a], [, b]) => a.length - b.length);

  await mergeClusters(
    { db },
    { intoClusterId: first, targets: others.map((clusterId) => ({ clusterId })), actor: ana },
  );
  expect((await readClusterFacts({ db })).filter(({ theme }) => theme?.id === themeId)).toHaveLength(1);

  await performClustering(db);
  const [row] = await db
    .select({ themeId: runClusters.themeId })
    .from(runClusters)
    .where(sql`${runClusters.clusterId} = ${first} and ${runClusters.runId} = (select current_run_id from workspace)`);
  expect(row).toEqual({ themeId: null });
});
