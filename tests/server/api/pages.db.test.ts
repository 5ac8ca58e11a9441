import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { posts, sources } from '#db/schema.ts';
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

describe('pages', () => {
  async function readPages(path: string, betweenPages: (pageNumber: number) => Promise<unknown>) {
    const ids: unknown[] = [];
    let next: string | null = path;
    for (let page = 1; next !== null; page++) {
      const response: Response = await api.call(next);
      const { items, nextCursor } = (await response.json()) as { items: { id: number }[]; nextCursor: string | null };
      ids.push(...items.map(({ id }) => id));
      const link = response.headers.get('link');
      next = link === null ? null : (/<[^>]*\/api\/v1([^>]+)>; rel="next"/.exec(link)?.[1] ?? '');
      expect(next === null).toBe(nextCursor === null);
      await betweenPages(page);
    }
    return ids;
  }

  test('neither repeat nor skip a post while posts come in before, between and after', async () => {
    const day = (i: number) => new Date(Date.UTC(2026, 3, 1 + Math.floor(i / 3))).toISOString();
    const list = Array.from({ length: 25 }, (_, i) => ({
      externalId: `p${i}`,
      text: `Post ${i}`,
      ...(i < 21 ? { postedAt: day(i) } : {}),
    }));
    await send(list);
    const before = (await storedPosts()).map(({ id }) => id);

    const seen = await readPages(`/posts?sourceId=${sourceId}&limit=4`, (page) =>
      send([
        { externalId: `newer${page}`, text: 'Newer', postedAt: '2026-05-01T00:00:00Z' },
        { externalId: `older${page}`, text: 'Older', postedAt: '2026-01-01T00:00:00Z' },
        ...(page < 8 ? [{ externalId: `undated${page}`, text: 'Undated' }] : []),
      ]),
    );

    expect(new Set(seen).size).toBe(seen.length);
    expect(before.filter((id) => !seen.includes(id))).toEqual([]);
  });

  test('of sources go on by name while others are added', async () => {
    for (const letter of 'abcdefg') await database.db.insert(sources).values({ name: `${letter} page`, kind: 'api' });
    const before = await database.db.select({ id: sources.id }).from(sources);

    const seen = await readPages('/sources?limit=2', (page) =>
      database.db
        .insert(sources)
        .values({ name: page % 2 ? `0 first ${page}` : `zz last ${page}`, kind: 'api' })
        .then(() => page),
    );

    expect(new Set(seen).size).toBe(seen.length);
    expect(before.filter(({ id }) => !seen.includes(id))).toEqual([]);
  });

  test('belong to one list with one set of filters', async () => {
    await send(Array.from({ length: 3 }, (_, i) => ({ externalId: `p${i}`, text: `Post ${i}` })));
    const response = await api.call(`/posts?sourceId=${sourceId}&limit=1`);
    const { nextCursor } = (await response.json()) as { nextCursor: string };

    for (const path of ['/posts', `/posts?sourceId=${sourceId}&q=x`, '/runs', '/clusters']) {
      const joined = `${path}${path.includes('?') ? '&' : '?'}cursor=${nextCursor}`;
      expect(await problemOf(await api.call(joined)), path).toMatchObject({
        status: 400,
        errors: [{ in: 'query', pointer: '/cursor' }],
      });
    }
    for (const cursor of ['x', 'W10', Buffer.from('["a",["2026-13-01",-1]]').toString('base64url')]) {
      expect((await api.call(`/posts?cursor=${cursor}`)).status).toBe(400);
    }
  });

  test.each(['0', '201', '-1', '1.5', 'ten', '1e2', '', '%00'])('a limit of %j is refused', async (limit) => {
    expect(await problemOf(await api.call(`/posts?limit=${limit}`))).toMatchObject({
      status: 400,
      errors: [{ in: 'query', pointer: '/limit' }],
    });
  });
});

test('nothing of all this was an error of ours', () => {
  expect(api.errors).toEqual([]);
});
