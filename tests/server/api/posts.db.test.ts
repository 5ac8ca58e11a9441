import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { posts } from '#db/schema.ts';
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

describe('a batch of posts', () => {
  test('is stored, counted and told apart by id, like an import', async () => {
    const first = await send([
      {
        externalId: '1',
        text: 'Export hangs',
        author: { id: 'u1', name: 'Ana', isStaff: true },
        postedAt: '2026-05-03T08:00:00+02:00',
      },
      { externalId: '2', text: '<b>Bold</b> words', format: 'html', url: 'javascript:alert(1)' },
      { externalId: '3', text: '  ' },
      { externalId: '4', text: 'x', postedAt: 'yesterday' },
      { externalId: '5', text: 'x', colour: 'blue' },
      'no object',
      { externalId: '7' },
    ]);
    const again = await send([
      { externalId: '1', text: 'Export hangs for ever', author: { id: 'u1' } },
      { externalId: '2', text: '<b>Bold</b> words', format: 'html', url: 'javascript:alert(1)' },
    ]);

    expect(await first.json()).toMatchObject({
      createdCount: 2,
      rejectedCount: 5,
      stored: [
        { index: 0, externalId: '1' },
        { index: 1, externalId: '2' },
      ],
      rejected: [
        { index: 2, reason: 'The text is empty.' },
        { index: 3, reason: expect.stringContaining('/postedAt') },
        { index: 4, reason: '/colour: There is no field "colour" here.' },
        { index: 5, reason: expect.stringContaining('object') },
        { index: 6, reason: '/text: This is required.' },
      ],
      warnings: [{ index: 1, code: 'url_refused' }],
    });
    expect(await again.json()).toMatchObject({ createdCount: 0, editedCount: 1, unchangedCount: 1, rejectedCount: 0 });
    const stored = await storedPosts();
    expect(stored.map(({ text, version }) => [text, version])).toEqual([
      ['Export hangs for ever', 2],
      ['Bold words', 1],
    ]);
    const post = await (await api.call(`/posts/${stored[0]?.id}`)).json();
    expect(post).toMatchObject({
      author: { name: 'Ana', isStaff: true },
      versions: [{ version: 1, text: 'Export hangs' }],
    });
  });

  test('takes a thousand posts and not one more', async () => {
    const thousand = Array.from({ length: 1000 }, (_, i) => ({ externalId: `p${i}`, text: `Post number ${i}` }));

    expect(await (await send(thousand)).json()).toMatchObject({ createdCount: 1000, rejectedCount: 0 });
    const refused = await send([...thousand, { externalId: 'more', text: 'One too many' }]);
    expect(await problemOf(refused)).toMatchObject({ status: 400, errors: [{ in: 'body', pointer: '/posts' }] });
    expect(await storedPosts()).toHaveLength(1000);
  });

  test('is cleaned of what a database cannot hold, in keys as well', async () => {
    const raw = { 'a\u0000b': ['\ud800', { '\u0000': '\u0000' }] };
    const response = await send([
      { externalId: '1\u0000', text: 'nul \u0000 and \ud800 half', raw, author: { name: 'A\u0000na' } },
    ]);

    expect(response.status).toBe(200);
    const [post] = await storedPosts();
    expect(post).toMatchObject({
      externalId: '1',
      text: 'nul  and \ufffd half',
      raw: { raw: { ab: ['\ufffd', { '': '' }] } },
    });
  });

  test('with one id twice keeps the later words', async () => {
    const response = await send([
      { externalId: '1', text: 'first' },
      { externalId: '1', text: 'second' },
    ]);

    expect(await response.json()).toMatchObject({ createdCount: 1, editedCount: 1, repeatedCount: 1 });
    expect(await storedPosts()).toMatchObject([{ text: 'second', version: 2 }]);
  });
});

test('nothing of all this was an error of ours', () => {
  expect(api.errors).toEqual([]);
});
