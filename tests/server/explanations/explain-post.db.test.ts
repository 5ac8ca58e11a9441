import { beforeAll, expect, test } from 'vitest';
import { toWhy } from '#app/posts/to-why.ts';
import { stem } from '#pipelines/text/stem.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { pinPosts } from '#server/decisions/pin-posts.ts';
import { explainPost } from '#server/explanations/explain-post.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { performClustering } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };

beforeAll(async () => {
  await insertPosts(database.db, samplePosts().slice(0, 240));
  await performClustering(database.db);
});

test('what is shown as said by both stands in both texts, where it is marked', async () => {
  const [cluster] = await findClusters(database, { sort: 'size', limit: 1 });
  const posts = await findPosts(database, { clusterId: cluster?.id ?? 0, limit: 500 });
  let markedCount = 0;
  for (const post of posts) {
    const why = toWhy(await explainPost(database, { postId: post.id }));
    expect(why.nearest.length).toBeLessThanOrEqual(3);
    const language = (code: string | null) => code ?? 'en';
    const stems = (text: string, spans: readonly (readonly [number, number])[], code: string | null) =>
      spans
        .flatMap(([from, to]) =>
          text
            .slice(from, to)
            .toLowerCase()
            .split(/[^\p{L}\p{N}'’]+/u),
        )
        .map((word) => stem(word, language(code)));
    const own = stems(post.text, why.hits, post.language);
    for (const near of why.nearest) {
      for (const term of near.terms) expect(post.text).toContain(term);
      if (near.language !== post.language) continue;
      for (const word of stems(near.text, near.hits, near.language)) expect(own).toContain(word);
      markedCount += near.hits.length;
    }
  }
  expect(markedCount).toBeGreaterThan(20);
});

test('a score is told in a word and a number; what a person moved or pinned, by who did it', async () => {
  const [from, to] = await findClusters(database, { sort: 'size', limit: 2 });
  if (!from || !to) throw new Error('too few clusters');
  const [moved = 0, pinned = 0] = await findPostIds(database, { filter: { clusterId: from.id }, limit: 2 });
  const before = await explainPost(database, { postId: moved });
  expect(before).toMatchObject({ cluster: { id: from.id }, decision: null });
  expect(before.score).toBeGreaterThan(0);
  expect(['strong', 'fair', 'loose']).toContain(before.fit);

  await movePosts(database, { clusterId: from.id, postIds: [moved], toClusterId: to.id, actor: ana });
  await pinPosts(database, { postIds: [pinned], actor: ana });

  expect(await explainPost(database, { postId: moved })).toMatchObject({
    cluster: { id: to.id },
    score: null,
    fit: null,
    decision: { actorName: 'Ana', kind: 'move_posts' },
  });
  expect(await explainPost(database, { postId: pinned })).toMatchObject({
    cluster: { id: from.id },
    decision: { actorName: 'Ana', kind: 'pin_posts' },
  });
});

test('the second-best cluster is named with its fit beside the own one, and of an unplaced post what is missing to it', async () => {
  const posts = await findPosts(database, { limit: 240 });
  const unplaced = posts.filter(({ cluster, isPinned }) => cluster === null && !isPinned);
  const placed = posts.filter(({ cluster, isPinned }) => cluster !== null && !isPinned);
  expect(unplaced.length).toBeGreaterThan(5);

  let aheadCount = 0;
  let nextCount = 0;
  for (const { id, cluster } of placed) {
    const { ownFit, next, margin } = await explainPost(database, { postId: id });
    expect(ownFit).toBeGreaterThanOrEqual(0);
    if (next === null || ownFit === null) continue;
    nextCount++;
    expect(next.cluster.id).not.toBe(cluster?.id);
    expect(margin).toBeCloseTo(ownFit - next.fit, 3);
    if (ownFit > next.fit) aheadCount++;
  }
  expect(nextCount).toBeGreaterThan(placed.length / 2);
  expect(aheadCount).toBeGreaterThan(0.8 * nextCount);

  const told = await Promise.all(unplaced.map(({ id }) => explainPost(database, { postId: id })));
  const near = told.filter(({ next }) => next !== null);
  expect(near.length).toBeGreaterThan(0);
  for (const { ownFit, margin, next, comparedCount } of near) {
    expect({ ownFit, margin }).toEqual({ ownFit: null, margin: null });
    expect(next?.usualFit).toBeGreaterThan(0);
    expect(comparedCount).toBeGreaterThan(0);
  }
  expect(near.filter(({ next }) => (next?.fit ?? 0) < (next?.usualFit ?? 0)).length).toBeGreaterThan(near.length / 2);
});
