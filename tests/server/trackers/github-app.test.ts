import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOutboundFetch } from '#server/outbound/outbound-fetch.ts';
import { checkConnection } from '#server/trackers/github/check-connection.ts';
import { createIssue } from '#server/trackers/github/create-issue.ts';
import type { GithubConnection } from '#server/trackers/github/open-github.ts';
import { GithubConfig } from '#server/trackers/github/schema.ts';
import { type GithubStandIn, startGithubStandIn } from '#tests/stand-ins/github.ts';

const HOUR = 3_600_000;
const key = createKey();
const draft = { title: 'Export hangs', body: 'words', fields: { labels: [] }, marker: crypto.randomUUID() };
let github: GithubStandIn;
let fetch: ReturnType<typeof createOutboundFetch>;
let aheadMs = 0;

beforeEach(async () => {
  aheadMs = 0;
  github = await startGithubStandIn({
    tokens: {},
    apps: [{ id: 17, installationId: 4711, publicKey: key.publicKey, login: 'refrain[bot]' }],
    now: () => new Date(Date.now() + aheadMs),
  });
  fetch = createOutboundFetch({ allowedHosts: [github.host] });
});
afterEach(async () => {
  await fetch.close();
  await github.close();
});

test.each([
  ['as GitHub gives it (PKCS#1)', key.privateKey],
  ['converted to PKCS#8', key.pkcs8],
])('a key %s is exchanged for a token that writes issues under the App’s name', async (_, privateKey) => {
  expect(await checkConnection(connect({ privateKey }))).toMatchObject({ isUsable: true, login: null, problems: [] });

  expect(await createIssue(connect({ privateKey }), draft)).toMatchObject({ kind: 'created' });
  expect(github.repository('octo/demo').issues).toMatchObject([{ author: 'refrain[bot]', title: 'Export hangs' }]);
  expect(github.findViolations()).toEqual([]);
});

test('after an hour the old token is over, and a new one is asked for', async () => {
  await createIssue(connect(), draft);
  const [first] = mintings();
  aheadMs = HOUR + 1;
  const old = await globalThis.fetch(`${github.url}/repos/octo/demo`, { headers: { authorization: 'token ghs_1' } });

  expect(await createIssue(connect(), draft)).toMatchObject({ kind: 'created' });
  expect([first !== undefined, old.status, mintings().length]).toEqual([true, 401, 2]);
});

test.each([
  ['the key of another App', { privateKey: createKey().privateKey }],
  ['a wrong App ID', { id: 18 }],
  ['a wrong installation', { installationId: 4712 }],
])('%s is told in plain words, and nothing is made', async (_, wrong) => {
  const { isUsable, problems } = await checkConnection(connect(wrong));

  expect([isUsable, problems.map(({ code }) => code)]).toEqual([false, ['bad_app']]);
  expect(problems[0]?.message).toMatch(/App ID and private key/);
  expect(await createIssue(connect(wrong), draft)).toMatchObject({ kind: 'rejected', code: 'bad_app' });
  expect(github.repository('octo/demo').issues).toEqual([]);
});

test.each([
  ['no key at all', 'hunter2'],
  ['half of a key', key.privateKey.slice(0, 400)],
  ['the public half', key.publicKey],
])('%s is told as such before anything is asked', async (_, privateKey) => {
  const { isUsable, problems } = await checkConnection(connect({ privateKey }));

  expect([isUsable, problems.map(({ code }) => code)]).toEqual([false, ['bad_key']]);
  expect(problems[0]?.message).toMatch(/\.pem/);
  expect(problems[0]?.message).not.toContain(privateKey.slice(30, 60) || 'hunter2');
  expect(await createIssue(connect({ privateKey }), draft)).toMatchObject({ kind: 'rejected', code: 'bad_key' });
  expect(github.requests).toEqual([]);
});

function createKey() {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    pkcs8: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function connect({ privateKey = key.privateKey, id = 17, installationId = 4711 } = {}): GithubConnection {
  return {
    targetKey: crypto.randomUUID(),
    baseUrl: github.url,
    token: privateKey,
    config: GithubConfig.parse({ owner: 'octo', repo: 'demo', app: { id, installationId } }),
    fetch,
    isUnpaced: true,
  };
}

function mintings() {
  return github.requests.filter(({ path }) => path === '/app/installations/4711/access_tokens');
}
