import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '#server/api/endpoints.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { openApiClient } from './api-client.ts';
import { problemOf } from './problem-of.ts';

const database = openTestDatabase();
const api = openApiClient(database);

const withBody = ENDPOINTS.filter(({ body }) => body !== null && body !== 'bytes').map((endpoint) => ({
  name: `${endpoint.method} ${endpoint.path}`,
  endpoint,
  path: endpoint.path.replaceAll(/\{\w+\}/g, '1'),
}));

describe.each(withBody)('$name', ({ endpoint: { method, maxBodyBytes }, path }) => {
  const json = { 'content-type': 'application/json' };

  test.each([
    ['no JSON', '{"name": ', json, 400],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), json, 400],
    ['nothing', '', json, 400],
    ['a list', '[]', json, 400],
    ['null', 'null', json, 400],
    ['a field that is not known', '{"__proto__x": 1, "nonsense": true}', json, 400],
    ['a form', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['JSON that is called text', '{}', { 'content-type': 'text/plain' }, 415],
  ])('refuses %s', async (_, raw, headers, status) => {
    const problem = await problemOf(await api.call(path, { method, raw, headers }));

    expect(problem.status).toBe(status);
    expect(problem.detail.length).toBeGreaterThan(15);
  });

  test('refuses more than it may have, whether the length is told or not', async () => {
    const told = { ...json, 'content-length': String(maxBodyBytes + 1) };
    expect((await api.call(path, { method, raw: '{}', headers: told })).status).toBe(413);
    const chunk = new Uint8Array(1024 * 1024).fill(32);
    let left = Math.ceil(maxBodyBytes / chunk.length) + 2;
    const raw = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left-- > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const problem = await problemOf(await api.call(path, { method, raw, headers: json }));
    expect(problem).toMatchObject({ status: 413, detail: expect.stringContaining('smaller parts') });
    // The rest was read and thrown away, so that the client gets to read the answer.
    expect(left).toBe(-1);
  });
});

test('a body that never ends is cut off', async () => {
  const chunk = new Uint8Array(1024 * 1024).fill(32);
  let sentCount = 0;
  let isCut = false;
  const raw = new ReadableStream<Uint8Array>({
    pull(controller) {
      sentCount += 1;
      controller.enqueue(chunk);
    },
    cancel() {
      isCut = true;
    },
  });

  const headers = { 'content-type': 'application/json' };
  expect((await api.call('/sources', { method: 'POST', raw, headers })).status).toBe(413);
  expect(isCut).toBe(true);
  expect(sentCount).toBeLessThan(70);
});

const withIds = ENDPOINTS.filter(({ path }) => /\{\w+Id\}/.test(path) && !path.includes('{userId}'));

test.each(withIds.map(({ method, path }) => [method, path] as const))(
  '%s %s refuses ids that are none',
  async (method, path) => {
    for (const id of [
      'abc',
      '0',
      '-1',
      '1.5',
      '9007199254740993',
      '99999999999999999999',
      '1%20or%201=1',
      '%00',
      '%F0%9F%98%80',
    ]) {
      const response = await api.call(path.replaceAll(/\{\w+\}/g, id), { method });
      expect([400, 404], id).toContain(response.status);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
  },
);

test('what is not there is told apart from what is not allowed there', async () => {
  expect(await problemOf(await api.call('/nothing'))).toMatchObject({
    status: 404,
    detail: expect.stringContaining('openapi.json'),
  });
  const wrong = await api.call('/runs/1', { method: 'DELETE' });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect(await (await api.call('/posts', { method: 'HEAD' })).text()).toBe('');
});

test('nothing of all this was an error of ours', () => {
  expect(api.errors).toEqual([]);
});
