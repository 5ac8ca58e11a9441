import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { idempotencyKeys, posts } from '#db/schema.ts';
import { sweepIdempotencyKeys } from '#server/api/sweep-idempotency-keys.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { openApiClient } from './api-client.ts';
import { problemOf } from './problem-of.ts';

const database = openTestDatabase();
const api = openApiClient(database);
let sourceId = 0;
let sourceCount = 0;

beforeEach(async () => {
  const response = await api.call('/sources', { method: 'POST', body: { name: `Source ${++sourceCount}` } });
  sourceId = ((await response.json()) as { id: number }).id;
});

const send = (list: unknown[], headers: Record<string, string> = {}) =>
  api.call('/posts', { method: 'POST', body: { sourceId, posts: list }, headers });
const storedPosts = () =>
  database.db.select().from(posts).where(sql`${posts.sourceId} = ${sourceId}`).orderBy(posts.id);

describe('an Idempotency-Key', () => {
  test('makes a write happen once, also when it is sent twenty times at the same moment', async () => {
    const body = { name: 'Only once' };
    const headers = { 'idempotency-key': 'once-1' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.call('/sources', { method: 'POST', body, headers })),
    );
    const later = await api.call('/sources', { method: 'POST', body, headers });

    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect(
      answers.filter((answer) => answer.status === 201 && !answer.headers.has('idempotency-replayed')),
    ).toHaveLength(1);
    expect(later.headers.get('idempotency-replayed')).toBe('true');
    expect(later.headers.get('location')).toMatch(/^\/api\/v1\/sources\/\d+$/);
    const { rows } = await database.db.execute(sql`select 1 from sources where name = 'Only once'`);
    expect(rows).toHaveLength(1);
  });

  test('names one request: another body, path or list of posts is refused', async () => {
    const headers = { 'idempotency-key': 'one-request' };
    await send([{ externalId: '1', text: 'first' }], headers);

    expect(await problemOf(await send([{ externalId: '2', text: 'second' }], headers))).toMatchObject({ status: 422 });
    const elsewhere = await api.call('/sources', { method: 'POST', body: { name: 'Elsewhere' }, headers });
    expect(elsewhere.status).toBe(422);
    expect(await storedPosts()).toHaveLength(1);
  });

  test('belongs to who sent it', async () => {
    const headers = { 'idempotency-key': 'shared' };
    const body = { sourceId, posts: [{ externalId: '1', text: 'first' }] };
    await api.call('/posts', { method: 'POST', body, headers, as: 'admin' });
    const other = await api.call('/posts', { method: 'POST', body, headers, as: 'manager' });

    expect(other.headers.get('idempotency-replayed')).toBeNull();
    expect(await other.json()).toMatchObject({ unchangedCount: 1 });
  });

  test('is free again after a refusal', async () => {
    const headers = { 'idempotency-key': 'refused' };
    const wrong = await api.call('/posts', {
      method: 'POST',
      body: { sourceId: 999_999, posts: [{ text: 'x' }] },
      headers,
    });
    const right = await send([{ externalId: '1', text: 'x' }], headers);

    expect([wrong.status, right.status]).toEqual([404, 200]);
  });

  test('keeps a file from being stored twice, and tells another file of the same length apart', async () => {
    const upload = (raw: string) =>
      api.call('/uploads?fileName=a.csv', {
        method: 'POST',
        raw,
        headers: { 'idempotency-key': 'file', 'content-length': String(raw.length) },
      });
    const first = (await (await upload('id,text\n1,aa')).json()) as { id: number };
    const again = await upload('id,text\n1,aa');
    const other = await upload('id,text\n1,bb');

    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.json()).toMatchObject({ id: first.id });
    expect(other.status).toBe(422);
    const { rows } = await database.db.execute(sql`select 1 from uploads`);
    expect(rows).toHaveLength(1);
  });

  test('never leaves a new key readable in the database', async () => {
    const headers = { 'idempotency-key': 'a-secret' };
    const make = () => api.call('/keys', { method: 'POST', body: { name: 'once', role: 'product' }, headers });
    const { key } = (await (await make()).json()) as { key: string };
    const again = (await (await make()).json()) as { key: string };

    expect(again.key).toBe(key);
    const [row] = await database.db.select().from(idempotencyKeys).where(sql`${idempotencyKeys.key} = 'a-secret'`);
    expect(row?.body).toBeTruthy();
    expect(JSON.stringify(row)).not.toContain(key.slice(8));
  });

  test('is swept away a day later, with its answer', async () => {
    await send([{ externalId: '1', text: 'x' }], { 'idempotency-key': 'old' });
    await send([{ externalId: '1', text: 'x' }], { 'idempotency-key': 'new' });
    await database.db.execute(
      sql`update idempotency_keys set created_at = now() - interval '25 hours' where key = 'old'`,
    );

    await sweepIdempotencyKeys(database);

    const keys = (await database.db.select({ key: idempotencyKeys.key }).from(idempotencyKeys)).map(({ key }) => key);
    expect(keys).toContain('new');
    expect(keys).not.toContain('old');
  });

  test.each(['', ' ', 'with space', 'é', 'x'.repeat(201)])('%j is refused', async (key) => {
    expect(await problemOf(await send([{ text: 'x' }], { 'idempotency-key': key }))).toMatchObject({
      status: 400,
      errors: [{ in: 'header', pointer: '/Idempotency-Key' }],
    });
  });
});

test('nothing of all this was an error of ours', () => {
  expect(api.errors).toEqual([]);
});
