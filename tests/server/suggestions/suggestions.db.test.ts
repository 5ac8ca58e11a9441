import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { suggestions } from '#db/schema.ts';
import { stem } from '#pipelines/text/stem.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { undoDecision } from '#server/decisions/undo-decision.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';
import { acceptSuggestion } from '#server/suggestions/accept-suggestion.ts';
import { describeSuggestions } from '#server/suggestions/describe-suggestions.ts';
import { countSuggestions, findSuggestions } from '#server/suggestions/find-suggestions.ts';
import { getCalibration } from '#server/suggestions/get-calibration.ts';
import { refuseSuggestion } from '#server/suggestions/refuse-suggestion.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { performClustering } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };

beforeAll(async () => {
  await insertPosts(database.db, samplePosts().slice(0, 240));
  await performClustering(database.db);
});

/** A suggestion as a run would have made it. */
async function suggest(values: Partial<typeof suggestions.$inferInsert>): Promise<number> {
  const [row] = await database.db
    .insert(suggestions)
    .values({
      runId: (await getCurrentRunId(database)) ?? 0,
      kind: 'merge',
      signature: `test ${Math.random()}`,
      clusterIds: [],
      postIds: [],
      score: 0.95,
      terms: ['export'],
      ...values,
    })
    .returning({ id: suggestions.id });
  return row?.id ?? 0;
}

async function openIds(): Promise<number[]> {
  return (await findSuggestions(database, { limit: 200 })).map(({ id }) => id);
}

test('accepting is an ordinary decision, and undoing it opens the suggestion again', async () => {
  const [a, b] = await findClusters(database, { sort: 'size', limit: 2 });
  if (!a || !b) throw new Error('too few clusters');
  const id = await suggest({ clusterIds: [a.id, b.id] });
  expect(await openIds()).toContain(id);

  const outcome = await acceptSuggestion(database, { suggestionId: id, actor: ana });

  expect((await getCluster(database, { clusterId: b.id })).id).toBe(a.id);
  expect(await findSuggestions(database, { answer: 'accepted' })).toMatchObject([
    { id, decisionId: outcome.decisionId },
  ]);
  await expect(refuseSuggestion(database, { suggestionId: id, actor: { ...ana, name: 'Bo' } })).rejects.toMatchObject({
    code: 'conflict',
    message: 'Ana accepted this suggestion just now.',
  });
  await undoDecision(database, { decisionId: outcome.decisionId ?? 0, actor: ana });
  expect((await getCluster(database, { clusterId: b.id })).id).toBe(b.id);
  expect(await openIds()).toContain(id);
});

test.each(['move', 'split', 'new'] as const)('accepting to %s posts takes exactly those out', async (kind) => {
  const [a, b] = await findClusters(database, { sort: 'size', limit: 2 });
  if (!a || !b) throw new Error('too few clusters');
  const postIds = (await findPostIds(database, { filter: { clusterId: a.id }, limit: 3 })).slice(0, 3);
  const id = await suggest({ kind, clusterIds: kind === 'move' ? [a.id, b.id] : [a.id], postIds });

  const outcome = await acceptSuggestion(database, { suggestionId: id, actor: ana });

  const left = await findPostIds(database, { filter: { clusterId: a.id }, limit: 500 });
  expect(left).toHaveLength(a.postCount - 3);
  expect(left.filter((postId) => postIds.includes(postId))).toEqual([]);
  await undoDecision(database, { decisionId: outcome.decisionId ?? 0, actor: ana });
});

test('a suggestion is shown with its clusters, and with posts in which its terms stand where they are marked', async () => {
  const [a] = await findClusters(database, { sort: 'size', limit: 1 });
  if (!a) throw new Error('too few clusters');
  const term = a.terms[0]?.term ?? '';
  const postIds = await findPostIds(database, { filter: { clusterId: a.id }, limit: 500 });
  const id = await suggest({ kind: 'split', clusterIds: [a.id], postIds, terms: [term] });

  const suggestions = (await findSuggestions(database, { limit: 200 })).filter((one) => one.id === id);
  const [shown] = await describeSuggestions(database, { suggestions });

  expect(shown?.clusters).toMatchObject([
    { id: a.id, title: a.title, postCount: a.postCount, voiceCount: a.voiceCount },
  ]);
  expect(shown?.evidence).toHaveLength(3);
  const marked = shown?.evidence.flatMap(({ text, hits }) => hits.map(([from, to]) => text.slice(from, to))) ?? [];
  expect(marked.length).toBeGreaterThan(0);
  for (const word of marked) expect(stem(word.toLowerCase(), 'en')).toBe(stem(term, 'en'));
});

test('what scores below the threshold is counted, and shown to those who ask for all', async () => {
  const [a, b] = await findClusters(database, { sort: 'size', limit: 2 });
  if (!a || !b) throw new Error('too few clusters');
  const before = await countSuggestions(database);
  const refused = await Promise.all(
    Array.from({ length: 5 }, () => suggest({ score: 0.15, clusterIds: [a.id, b.id] })),
  );
  const outcomes = [];
  for (const id of refused) outcomes.push(await refuseSuggestion(database, { suggestionId: id, actor: ana }));
  const id = await suggest({ score: 0.12, clusterIds: [a.id, b.id] });

  expect(await openIds()).not.toContain(id);
  expect(await countSuggestions(database)).toEqual({ ...before, hiddenCount: before.hiddenCount + 1 });
  expect((await findSuggestions(database, { isAll: true, limit: 200 })).map((one) => one.id)).toContain(id);
  for (const { decisionId } of outcomes) await undoDecision(database, { decisionId: decisionId ?? 0, actor: ana });
});

test('what was refused is not suggested again by a later run, unless the refusal is undone', async () => {
  // So few clusters hold several matters each: the next run, which is told nothing, will say so.
  await performClustering(database.db, { clusterCount: 9 });
  for (const { id } of await findClusters(database, { limit: 200 })) {
    await renameCluster(database, { clusterId: id, name: `Named ${id}`, actor: ana });
  }
  await insertPosts(database.db, samplePosts().slice(240));
  await performClustering(database.db);
  const made = await database.db
    .select()
    .from(suggestions)
    .where(eq(suggestions.runId, (await getCurrentRunId(database)) ?? 0));
  expect(made.length).toBeGreaterThan(0);
  for (const { id } of made) await refuseSuggestion(database, { suggestionId: id, actor: ana });
  expect(await openIds()).toEqual([]);

  await performClustering(database.db);

  const again = await database.db
    .select({ signature: suggestions.signature })
    .from(suggestions)
    .where(eq(suggestions.runId, (await getCurrentRunId(database)) ?? 0));
  const refused = new Set(made.map(({ signature }) => signature));
  expect(again.filter(({ signature }) => refused.has(signature))).toEqual([]);
  const { bands } = await getCalibration(database);
  expect(bands.reduce((sum, { refusedCount }) => sum + refusedCount, 0)).toBe(made.length);
});
