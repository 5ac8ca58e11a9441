import { describe, expect, test } from 'vitest';
import { ROLES, type Role } from '#db/schema.ts';
import { isAllowed, PERMISSIONS } from '#server/accounts/permissions.ts';
import { ENDPOINTS } from '#server/api/endpoints.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { openApiClient } from './api-client.ts';

const database = openTestDatabase();
const api = openApiClient(database);
/** Nothing has this id, and nothing takes this body: a call that is let in does no harm. */
const NOBODYS_ID = '900719925474099';
const WRONG_BODY = { nonsense: true };

const calls = ENDPOINTS.filter(({ permission }) => permission !== null).map(({ method, path, permission, body }) => ({
  name: `${method} ${path}`,
  permission,
  method,
  path: path.replaceAll(/\{\w+\}/g, NOBODYS_ID),
  ...(body ? { body: WRONG_BODY } : {}),
}));

describe.each(calls)('$name', ({ name: _, permission, path, ...call }) => {
  test('answers nobody, whatever they send', async () => {
    const tries: Record<string, string>[] = [
      {},
      { authorization: 'Bearer refrain_unknown' },
      { authorization: 'Basic YTpi' },
    ];
    for (const headers of tries) {
      const response = await api.call(path, { ...call, as: null, headers });

      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  test.each(ROLES)('answers a key of the role %s as its permission says', async (role: Role) => {
    if (permission === null) throw new Error('public endpoints are not walked here');
    const response = await api.call(path, { ...call, as: role });
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };

    if (isAllowed(role, permission)) expect([401, 403]).not.toContain(response.status);
    else expect(problem).toMatchObject({ status: 403, detail: expect.stringContaining(PERMISSIONS[permission][0]) });
    expect(response.status).toBeLessThan(500);
  });
});

test('the document is for everybody', async () => {
  expect((await api.call('/openapi.json', { as: null })).status).toBe(200);
});

describe('whatever the permissions are called', () => {
  const nameOf = ({ method, path }: (typeof ENDPOINTS)[number]) => `${method} ${path}`;
  const openTo = (role: Role) =>
    ENDPOINTS.filter(({ permission }) => permission !== null && isAllowed(role, permission)).map(nameOf);

  test('product and marketing change nothing', () => {
    for (const role of ['product', 'marketing'] as const) {
      expect(openTo(role).filter((name) => !name.startsWith('GET '))).toEqual([]);
    }
  });

  test('marketing reads the overview, stories and what is published for it, and no post, cluster or draft', () => {
    expect(openTo('marketing').sort()).toEqual([
      'GET /coverage',
      'GET /me',
      'GET /overview',
      'GET /reports/{reportId}/claims/{key}',
      'GET /reports/{reportId}/editions/{number}/since',
      'GET /reports/{reportId}/export',
      'GET /stories',
      'GET /uses',
      'GET /workspace',
    ]);
  });

  test('only admins add people, keys, sources and targets', () => {
    const adminOnly = openTo('admin').filter((name) => !openTo('manager').includes(name));

    expect(adminOnly.sort()).toEqual([
      'DELETE /invitations/{invitationId}',
      'DELETE /keys/{keyId}',
      'GET /invitations',
      'GET /keys',
      'GET /people',
      'PATCH /people/{userId}',
      'PATCH /sources/{sourceId}',
      'PATCH /targets/{targetId}',
      'PATCH /workspace',
      'POST /invitations',
      'POST /keys',
      'POST /sources',
      'POST /targets',
      'POST /targets/{targetId}/check',
      'POST /targets/{targetId}/disable',
      'POST /targets/{targetId}/webhook-secret',
    ]);
    expect(openTo('admin')).toHaveLength(ENDPOINTS.length - 1);
  });
});

test('a signed-in person has the rights of their role, and a foreign page has none', async () => {
  const cookie = await api.signIn('manager');
  const call = { method: 'POST', as: null, body: WRONG_BODY } as const;

  expect((await api.call('/posts', { as: null, headers: { cookie } })).status).toBe(200);
  expect((await api.call('/people', { as: null, headers: { cookie } })).status).toBe(403);
  expect((await api.call('/posts', { ...call, headers: { cookie, 'sec-fetch-site': 'same-origin' } })).status).toBe(
    400,
  );
  expect((await api.call('/posts', { ...call, headers: { cookie, origin: 'http://localhost:3000' } })).status).toBe(
    400,
  );
  const foreign: Record<string, string>[] = [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];
  for (const headers of foreign) {
    expect((await api.call('/posts', { ...call, headers: { cookie, ...headers } })).status).toBe(403);
  }
});

test('a key is worth nothing once it is revoked', async () => {
  const made = await api.call('/keys', { method: 'POST', body: { name: 'short-lived', role: 'product' } });
  const { id, key } = (await made.json()) as { id: number; key: string };
  const headers = { authorization: `Bearer ${key}` };

  expect((await api.call('/posts', { as: null, headers })).status).toBe(200);
  await api.call(`/keys/${id}`, { method: 'DELETE' });
  expect((await api.call('/posts', { as: null, headers })).status).toBe(401);
});
