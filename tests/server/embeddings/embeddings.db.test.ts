import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { embeddingsEndpoint, posts, postVectors } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { getVectorsModel } from '#server/clusters/get-vectors-model.ts';
import { runClustering } from '#server/clusters/run-clustering.ts';
import { startClustering } from '#server/clusters/start-clustering.ts';
import { parseConfig } from '#server/config/config.ts';
import { getEndpoint } from '#server/embeddings/endpoint.ts';
import { removeEndpoint, saveEndpoint } from '#server/embeddings/save-endpoint.ts';
import { erasePost } from '#server/erasure/erase-post.ts';
import { createKeyring } from '#server/secrets/keyring.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { perform, performClustering, rememberingJobs } from '#tests/database/perform.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { type EmbeddingsStandIn, startEmbeddingsStandIn } from '#tests/stand-ins/embeddings.ts';

const KEY = 'sk-the-key-of-ana';
const database = openTestDatabase();
const keyring = createKeyring([randomBytes(32).toString('base64')]);
const sample = samplePosts().slice(0, 80);
let server: EmbeddingsStandIn;

beforeEach(async () => {
  await emptyTables(database.db);
  server = await startEmbeddingsStandIn({ key: KEY });
});
afterEach(() => server.close());

const deps = () => ({
  db: database.db,
  keyring,
  config: parseConfig({ REFRAIN_ALLOWED_HOSTS: server.host }),
});
const save = (input = {}) => saveEndpoint(deps(), { url: server.url, model: 'toy', key: KEY, ...input });

async function cluster() {
  const run = await startClustering({ db: database.db, jobs: rememberingJobs() }, { actor: null });
  return perform(database.db, run.id, { cluster: (_, context) => runClustering(deps(), context) });
}

const sentTexts = () => server.seen.flatMap(({ texts }) => texts);

describe('settings', () => {
  test('the endpoint is tried before it is stored, and its key is never shown', async () => {
    expect(await save({ url: `${server.url}/embeddings/` })).toEqual({ width: 48 });

    expect(await getEndpoint(deps())).toEqual({ url: server.url, model: 'toy', hasKey: true, keyHint: '-ana' });
    const [row] = await database.db.select().from(embeddingsEndpoint);
    expect(JSON.stringify(row)).not.toContain(KEY.slice(0, 8));
  });

  test('one that fails is not stored', async () => {
    await expect(save({ key: 'wrong' })).rejects.toThrow(/refused the key/);

    expect(await getEndpoint(deps())).toBeNull();
  });

  test.each([
    ['http://10.0.0.8:11434/v1', /REFRAIN_ALLOWED_HOSTS=10\.0\.0\.8:11434/],
    ['http://localhost:11434/v1', /REFRAIN_ALLOWED_HOSTS=localhost:11434/],
    ['https://metadata.google.internal/v1', /REFRAIN_ALLOWED_HOSTS/],
    ['nonsense', /not a web address/],
    ['https://ana:secret@example.com/v1', /name and password/],
  ])('%s is refused with what to do', async (url, message) => {
    await expect(save({ url })).rejects.toMatchObject({
      message: expect.stringMatching(message),
      details: { field: 'url' },
    });
    expect(server.seen).toEqual([]);
  });

  test('an empty key keeps the stored one, but never for another address', async () => {
    await save();
    await save({ key: '' });
    expect(server.seen.at(-1)?.authorization).toBe(`Bearer ${KEY}`);

    const other = await startEmbeddingsStandIn();
    await saveEndpoint(
      { ...deps(), config: parseConfig({ REFRAIN_ALLOWED_HOSTS: other.host }) },
      { url: other.url, model: 'toy', key: '' },
    );
    expect(other.seen.map(({ authorization }) => authorization)).toEqual(['']);
    expect(await getEndpoint(deps())).toMatchObject({ hasKey: false });
    await other.close();
  });
});

describe('runs', () => {
  test('send each version of a post once, and say which vectors they used', async () => {
    await insertPosts(database.db, sample);
    await save();
    server.seen.length = 0;

    const run = await cluster();

    expect(run).toMatchObject({
      status: 'succeeded',
      result: { parameters: { postVectors: 'toy', wordVectors: null } },
    });
    expect(await getVectorsModel(deps())).toBe('toy');
    expect(sentTexts()).toHaveLength(sample.length);
    expect(Math.max(...server.seen.map(({ texts }) => texts.length))).toBeLessThanOrEqual(32);

    server.seen.length = 0;
    const [edited] = await database.db.select().from(posts).limit(1);
    await database.db
      .update(posts)
      .set({ text: 'another matter altogether', title: null })
      .where(eq(posts.id, edited?.id ?? 0));
    const again = await cluster();
    expect(sentTexts()).toEqual(['another matter altogether']);
    expect(again.result?.clusterCount).toBeGreaterThan(1);
  });

  test('the same vectors give the same clusters', async () => {
    await insertPosts(database.db, sample);
    await save();

    const [first, second] = [await cluster(), await cluster()];

    expect(second.result?.inputSha256).toBe(first.result?.inputSha256);
    expect(second.result?.diff).toMatchObject({ movedPostCount: 0 });
  });

  test('fail where the endpoint fails: the run before stays, nothing falls back, and vectors that came are kept', async () => {
    await insertPosts(database.db, sample);
    const before = await performClustering(database.db);
    await save();
    server.seen.length = 0;
    server.failNext('unauthorised');

    const failed = await cluster();

    expect(failed).toMatchObject({ status: 'failed', failureCode: 'upstream' });
    expect(failed.failureMessage).toMatch(/127\.0\.0\.1:\d+ refused the key/);
    expect(failed.failureMessage).not.toContain(KEY);
    expect(await getCurrentRunId(deps())).toBe(before.id);
    expect(await getVectorsModel(deps())).toBeNull();
  });

  test('fail when the model sends another width than before', async () => {
    await insertPosts(database.db, sample.slice(0, 30));
    await save();
    await cluster();
    await insertPosts(database.db, sample.slice(30, 40));
    server.failNext('other-width');

    const failed = await cluster();

    expect(failed.failureMessage).toMatch(/24 dimensions now, and sent 48 before/);
  });

  test('without an endpoint nothing is sent', async () => {
    await insertPosts(database.db, sample);

    expect(await cluster()).toMatchObject({ status: 'succeeded', result: { parameters: { postVectors: null } } });
    expect(server.seen).toEqual([]);
  });
});

describe('forgetting', () => {
  test('a post takes its vector along when it is erased', async () => {
    await insertPosts(database.db, sample.slice(0, 20));
    await save();
    await cluster();
    const [post] = await database.db.select({ id: posts.id }).from(posts).limit(1);

    await erasePost({ db: database.db }, { postId: post?.id ?? 0 });

    const left = await database.db.select({ id: postVectors.postId }).from(postVectors);
    expect(left).toHaveLength(19);
    expect(left.map(({ id }) => id)).not.toContain(post?.id);
  });

  test('turning the endpoint off, or changing its model, forgets vectors', async () => {
    await insertPosts(database.db, sample.slice(0, 20));
    await save();
    await cluster();
    await save({ model: 'other' });
    expect(await database.db.$count(postVectors)).toBe(0);

    await cluster();
    expect(await database.db.$count(postVectors)).toBe(20);
    await removeEndpoint(deps());
    expect(await database.db.$count(postVectors)).toBe(0);
    expect(await getEndpoint(deps())).toBeNull();
  });
});
