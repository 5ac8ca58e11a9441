import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { posts, runPassages, sources } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { restoreCluster } from '#server/decisions/restore-cluster.ts';
import { undoDecision } from '#server/decisions/undo-decision.ts';
import { erasePost } from '#server/erasure/erase-post.ts';
import { explainPost } from '#server/explanations/explain-post.ts';
import { findAlsoPosts } from '#server/passages/find-also-posts.ts';
import { createPosts } from '#server/posts/create-posts.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { findPostsByIds } from '#server/posts/find-posts-by-ids.ts';
import { insertPosts } from '#tests/database/insert-posts.ts';
import { performClustering } from '#tests/database/perform.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { writePosts } from '#tests/pipelines/write-posts.ts';

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };

const LOGIN =
  'We run this for a small team and sign in every single day, in the office and at home, and so do all the others here with us. The login loop with google oauth is back: I am redirected back to the sign in page, the session cookie expired again and the sso account is stuck.';
const EXPORTS =
  'And then the export csv hangs on a large query result, the download spinner never ends and the csv file is empty when it comes at last.';

let own: { readonly postId: number; readonly movedId: number; readonly homeId: number; readonly otherId: number };

beforeAll(async () => {
  const { db } = database;
  await emptyTables(db);
  await insertPosts(db, [
    ...writePosts(120).map(({ id, text, authorId, at }) => ({
      ...{ id, text, source: 'Forum', author: authorId ?? null },
      postedAt: new Date(at ?? 0),
    })),
    { id: 'mixed', source: 'Forum', text: `${LOGIN}\n\n${LOGIN}\n\n${EXPORTS}`, author: 'mia' },
    { id: 'moved', source: 'Forum', text: `${LOGIN} Every day.\n\n${LOGIN}\n\n${EXPORTS}`, author: 'noa' },
  ]);
  await performClustering(db);
  const ids = await db.select({ id: posts.id, externalId: posts.externalId }).from(posts);
  const idOf = (externalId: string) => ids.find((post) => post.externalId === externalId)?.id ?? 0;
  const [post] = await findPostsByIds({ db }, { postIds: [idOf('mixed')] });
  const [passage] = await db
    .select()
    .from(runPassages)
    .where(eq(runPassages.postId, idOf('mixed')));
  own = {
    ...{ postId: idOf('mixed'), movedId: idOf('moved') },
    ...{ homeId: post?.cluster?.id ?? 0, otherId: passage?.clusterId ?? 0 },
  };
});

const also = (clusterId = own.otherId) => findAlsoPosts(database, { clusterId, limit: 10 });
const quotes = async () => (await also()).map(({ quote }) => quote);

test('a passage is quoted verbatim where it belongs, and counts in no number but its own', async () => {
  const [found, ...others] = await also();
  expect(others.map(({ post }) => post.id)).toEqual([own.movedId]);
  expect(found).toMatchObject({ quote: EXPORTS, post: { id: own.postId, cluster: { id: own.homeId } } });
  expect(found?.terms.length).toBeGreaterThan(0);

  const cluster = await getCluster(database, { clusterId: own.otherId });
  const members = await findPosts(database, { clusterId: own.otherId, limit: 200 });
  expect(cluster.alsoCount).toBe(2);
  expect(cluster.postCount).toBe(members.length);
  expect(members.map(({ id }) => id)).not.toContain(own.postId);
  expect(await also(own.homeId)).toEqual([]);
  const { also: clusters, text } = await explainPost(database, { postId: own.postId });
  expect(clusters.map(({ cluster: { id }, start, end }) => [id, text.slice(start, end)])).toEqual([
    [own.otherId, EXPORTS],
  ]);
});

test('what is merged into the cluster of the post is no other one, until that is undone', async () => {
  const merge = await mergeClusters(database, {
    intoClusterId: own.homeId,
    targets: [{ clusterId: own.otherId }],
    actor: ana,
  });
  expect((await explainPost(database, { postId: own.postId })).also).toEqual([]);
  expect((await getCluster(database, { clusterId: own.homeId })).alsoCount).toBe(0);

  if (merge.status !== 'changed' || merge.decisionId === null) throw new Error('nothing was merged');
  await undoDecision(database, { decisionId: merge.decisionId, actor: ana });
  expect(await quotes()).toEqual([EXPORTS, EXPORTS]);
});

test('a dismissed cluster is mentioned nowhere, a restored one again', async () => {
  await dismissCluster(database, { clusterId: own.otherId, reason: 'Known', actor: ana });
  expect(await quotes()).toEqual([]);

  await restoreCluster(database, { clusterId: own.otherId, actor: ana });
  expect(await quotes()).toEqual([EXPORTS, EXPORTS]);
});

test('a post that is written anew has no passage until the next run, which leaves out what a person moved', async () => {
  const [{ id: sourceId = 0 } = {}] = await database.db.select({ id: sources.id }).from(sources);
  const records = [{ externalId: 'mixed', text: `${LOGIN}\n\n${LOGIN}\n\nAlso this.\n\n${EXPORTS}` }];
  await createPosts(database, { sourceId, records });
  expect((await also()).map(({ post }) => post.id)).toEqual([own.movedId]);
  await movePosts(database, { clusterId: own.homeId, postIds: [own.movedId], toClusterId: null, actor: ana });
  expect(await quotes()).toEqual([]);

  await performClustering(database.db);
  expect((await also()).map(({ post, quote }) => [post.id, quote])).toEqual([[own.postId, `Also this.\n\n${EXPORTS}`]]);
});

test('an erased post leaves no passage', async () => {
  await erasePost(database, { postId: own.postId });

  expect(await quotes()).toEqual([]);
  expect(await database.db.select().from(runPassages).where(eq(runPassages.postId, own.postId))).toEqual([]);
  const [post] = await database.db.select({ text: posts.text }).from(posts).where(sql`id = ${own.postId}`);
  expect(post).toEqual({ text: '' });
});
