import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmbedder } from '#server/embeddings/create-embedder.ts';
import { type EmbeddingsFault, type EmbeddingsStandIn, startEmbeddingsStandIn } from '#tests/stand-ins/embeddings.ts';

const KEY = 'sk-the-key-of-ana';
let server: EmbeddingsStandIn;
beforeEach(async () => {
  server = await startEmbeddingsStandIn({ key: KEY });
});
afterEach(() => server.close());

async function embed(texts: string[], { key = KEY, timeoutMs = 5_000, allowed = [server.host] } = {}) {
  const endpoint = { url: server.url, model: 'toy', key };
  const embedder = createEmbedder(endpoint, { allowedHosts: allowed, timeoutMs, waitsMs: [1, 1, 1] });
  try {
    return await embedder.embed(texts, AbortSignal.timeout(20_000));
  } finally {
    await embedder.close();
  }
}

test('vectors come back in the order of the texts, whatever the order of the answer', async () => {
  const [first, second] = await embed(['export hangs', 'login loop']);

  expect(first).toHaveLength(48);
  expect((await embed(['export hangs']))[0]).toEqual(first);
  expect(second).not.toEqual(first);
  expect(server.seen[0]).toEqual({
    model: 'toy',
    texts: ['export hangs', 'login loop'],
    authorization: `Bearer ${KEY}`,
  });
});

test.each<[EmbeddingsFault, RegExp]>([
  ['unauthorised', /refused the key \(401\)\. Enter it anew in the settings/],
  ['unknown-model', /no model "toy" \(404\).*try pulling it first/],
  ['malformed', /no list of vectors.*usually ending in \/v1/],
  ['no-numbers', /no list of vectors/],
  ['cut-batch', /sent 1 vectors for 2 posts/],
])('%s is not asked again, and the message says what to do', async (fault, message) => {
  server.failNext(fault);

  await expect(embed(['a', 'b'])).rejects.toMatchObject({ name: 'AppError', message: expect.stringMatching(message) });
  expect(server.seen).toHaveLength(1);
});

test.each<[EmbeddingsFault, RegExp]>([
  ['too-many', /wants fewer requests \(429\)/],
  ['broken', /failed \(500\), 4 times.*out of memory/],
])('%s passes with patience, and is told when it does not', async (fault, message) => {
  server.failNext(fault, fault, fault);
  await expect(embed(['a'])).resolves.toHaveLength(1);

  server.failNext(fault, fault, fault, fault);
  await expect(embed(['a'])).rejects.toThrow(message);
  expect(server.seen).toHaveLength(8);
});

test('an endpoint that never answers is given up', async () => {
  server.failNext('hang', 'hang', 'hang', 'hang');

  await expect(embed(['a'], { timeoutMs: 60 })).rejects.toThrow(/did not answer in time/);
});

test('a private address is called only where the operator opened it', async () => {
  await expect(embed(['a'], { allowed: [] })).rejects.toThrow(/https/);
  expect(server.seen).toEqual([]);
});

test('no message repeats the key', async () => {
  const wrong = 'sk-somebody-elses';

  await expect(embed(['a'], { key: wrong })).rejects.toThrow(/Incorrect API key provided: …/);
});

test('waiting ends when the run does', async () => {
  server.failNext('broken');
  const stop = new AbortController();
  const embedder = createEmbedder(
    { url: server.url, model: 'toy', key: KEY },
    { allowedHosts: [server.host], waitsMs: [60_000] },
  );
  const asked = embedder.embed(['a'], stop.signal);
  setTimeout(() => stop.abort(new Error('cancelled')), 100);

  await expect(asked).rejects.toThrow();
  await embedder.close();
});
