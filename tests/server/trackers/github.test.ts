import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOutboundFetch } from '#server/outbound/outbound-fetch.ts';
import { checkConnection } from '#server/trackers/github/check-connection.ts';
import { closeDuplicate } from '#server/trackers/github/close-duplicate.ts';
import { createIssue } from '#server/trackers/github/create-issue.ts';
import { findIssuesByMarker } from '#server/trackers/github/find-issues-by-marker.ts';
import { type GithubConnection, linkedHosts, normaliseBaseUrl } from '#server/trackers/github/open-github.ts';
import { GithubConfig } from '#server/trackers/github/schema.ts';
import { loadGithubContract } from '#tests/stand-ins/contract.ts';
import type { Fault } from '#tests/stand-ins/faulty-server.ts';
import { type GithubStandIn, type StandInSetup, startGithubStandIn } from '#tests/stand-ins/github.ts';
import { issueObject, userObject } from '#tests/stand-ins/github-objects.ts';

const MARKER = '0b0e7c3e-6f1d-4a57-9f0e-0d6a3b1c2d3e';
const draft = {
  title: 'Export hangs',
  body: `words\n\n<!-- refrain:${MARKER} -->`,
  fields: { labels: ['bug'] },
  marker: MARKER,
};
const contract = await loadGithubContract();
let github: GithubStandIn;
let fetch: ReturnType<typeof createOutboundFetch>;

beforeEach(async () => {
  await start({
    tokens: {
      'token-of-ana': 'ana',
      'token-of-guest': 'guest',
      'token-of-stranger': 'stranger',
      'token-of-reader': 'reader',
    },
    repositories: [
      { owner: 'octo', name: 'demo', writers: ['ana'], strangers: ['stranger'], withoutIssues: ['reader'] },
      { owner: 'octo', name: 'no-issues', hasIssues: false },
      { owner: 'octo', name: 'old', isArchived: true },
    ],
  });
  return async () => {
    await fetch.close();
    await github.close();
  };
});

const first = {
  id: '1',
  nodeId: 'I_1',
  key: '#1',
  number: 1,
  url: '',
  state: 'open',
  authorId: null,
  createdAt: new Date('2026-05-03T10:00:00Z'),
};

describe('createIssue', () => {
  test('makes the issue that was drafted', async () => {
    const outcome = await createIssue(connect(), {
      ...draft,
      fields: { labels: ['bug'], assignees: ['ana'], milestone: 1 },
    });

    expect(outcome).toMatchObject({
      kind: 'created',
      dropped: [],
      issue: { number: 1, state: 'open', url: `${github.url}/octo/demo/issues/1` },
    });
    expect(github.repository('octo/demo').issues).toMatchObject([
      { title: draft.title, body: draft.body, labels: ['bug'], assignees: ['ana'], milestone: 1, author: 'ana' },
    ]);
    expect(github.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /repos/octo/demo/issues']);
  });

  test('tells what GitHub silently left out', async () => {
    const fields = { labels: ['bug', 'voice'], assignees: ['ana'], milestone: 1 };

    expect(await createIssue(connect({ token: 'token-of-guest' }), { ...draft, fields })).toMatchObject({
      kind: 'created',
      dropped: ['label "bug"', 'label "voice"', 'assignee ana', 'milestone 1'],
    });
  });

  test('speaks to GitHub Enterprise below its own path', async () => {
    const outcome = await createIssue(connect({ baseUrl: `${github.url}/api/v3` }), draft);

    expect(outcome).toMatchObject({ kind: 'created', issue: { url: `${github.url}/octo/demo/issues/1` } });
  });

  test.each<[string, Partial<GithubConnection>, string, RegExp]>([
    ['a wrong token', { token: 'nobody' }, 'bad_token', /token/],
    ['a token without the permission', { token: 'token-of-reader' }, 'forbidden', /Issues: read and write/],
    ['a repository that is not there', { config: config({ repo: 'nothing' }) }, 'not_found', /owner, name/],
    ['a repository that may not be seen', { token: 'token-of-stranger' }, 'not_found', /owner, name/],
    ['a repository without issues', { config: config({ repo: 'no-issues' }) }, 'issues_disabled', /Turn them on/],
    ['an archived repository', { config: config({ repo: 'old' }) }, 'archived', /Unarchive it/],
    ['an address inside the network', { baseUrl: 'https://10.0.0.1/api/v3' }, 'address_blocked', /private network/],
  ])('%s needs a person', async (_name, part, code, message) => {
    expect(await createIssue(connect(part), draft)).toEqual({
      kind: 'rejected',
      code,
      message: expect.stringMatching(message),
    });
  });

  test('a body that is too long is refused with GitHub’s own words', async () => {
    expect(await createIssue(connect(), { ...draft, body: 'x'.repeat(65_537) })).toMatchObject({
      kind: 'rejected',
      code: 'invalid',
      message: expect.stringContaining('body is too long (maximum is 65536 characters)'),
    });
  });

  test.each<[Fault['type'], Fault, number]>([
    ['lose-answer', { type: 'lose-answer' }, 1],
    ['bad-gateway-after', { type: 'bad-gateway-after' }, 1],
    ['garbage-after', { type: 'garbage-after' }, 1],
    ['hang', { type: 'hang' }, 1],
    ['bad-gateway', { type: 'bad-gateway' }, 0],
    ['late', { type: 'late', delayMs: 20 }, 1],
  ])('after %s the outcome is unknown, and nothing is sent twice', async (_name, fault, made) => {
    github.failNext('create', fault);

    expect(await createIssue(connect({}, { timeoutMs: 300 }), draft)).toMatchObject({ kind: 'unknown' });

    await github.settle();
    expect(github.requests).toHaveLength(1);
    expect(github.repository('octo/demo').issues).toHaveLength(made);
  });

  test.each<[string, Fault, (ms: number) => boolean]>([
    ['secondary limit', { type: 'secondary-limit', retryAfter: 7 }, (ms) => ms === 7000],
    ['429', { type: 'too-many', retryAfter: 3 }, (ms) => ms === 3000],
    [
      'primary limit',
      { type: 'primary-limit', resetAt: new Date(Date.now() + 600_000) },
      (ms) => ms > 590_000 && ms < 605_000,
    ],
  ])('at a %s it waits as long as GitHub asks, and sends nothing meanwhile', async (_name, fault, isRight) => {
    github.failNext('create', fault);

    const outcome = await createIssue(connect(), draft);

    expect(outcome).toMatchObject({ kind: 'wait' });
    if (outcome.kind === 'wait') expect(outcome.retryAfterMs).toSatisfy(isRight);
    expect(github.requests).toHaveLength(1);
  });

  test('a server that is down has received nothing', async () => {
    await github.close();

    expect(await createIssue(connect(), draft)).toMatchObject({
      kind: 'wait',
      message: expect.stringContaining('reached'),
    });
  });

  test('the same with GitHub’s pace kept', async () => {
    github.failNext('create', { type: 'secondary-limit', retryAfter: 60 });

    expect(await createIssue(connect({ isUnpaced: false, targetKey: 'paced' }), draft)).toMatchObject({ kind: 'wait' });
    expect(github.requests).toHaveLength(1);
  });
});

describe('findIssuesByMarker', () => {
  const fields = { labels: ['bug'] };

  test('finds open and closed issues with the marker, oldest first, and no others', async () => {
    const sentAt = new Date();
    await createIssue(connect(), draft);
    await createIssue(connect(), { ...draft, body: 'another' });
    await createIssue(connect({ token: 'token-of-guest' }), draft);
    await createIssue(connect(), { ...draft, body: `I quote \`<!-- refrain:${MARKER} -->\`` });
    await closeDuplicate(connect(), { duplicate: first });

    const outcome = await findIssuesByMarker(connect(), { marker: MARKER, sentAt, fields });

    expect(outcome).toMatchObject({
      kind: 'found',
      issues: [
        { number: 1, state: 'closed', dropped: [] },
        { number: 3, state: 'open', dropped: ['label "bug"'] },
      ],
    });
  });

  test('follows pages to their other address', async () => {
    const { issues } = github.repository('octo/demo');
    const sentAt = new Date(Date.now() - 1000);
    await createIssue(connect(), draft);
    const [first] = issues;
    if (!first) throw new Error('no issue');
    for (let number = 2; number <= 250; number += 1) issues.push({ ...first, number, body: 'other' });

    expect(await findIssuesByMarker(connect(), { marker: MARKER, sentAt, fields })).toMatchObject({
      kind: 'found',
      issues: [{ number: 1 }],
    });
    expect(github.requests.slice(1).map(({ path }) => path.split('?')[0])).toEqual([
      '/repos/octo/demo/issues',
      '/repositories/1000/issues',
      '/repositories/1000/issues',
    ]);
  });

  test('an old issue that changed lately ends the search', async () => {
    const { issues } = github.repository('octo/demo');
    await createIssue(connect(), draft);
    const [first] = issues;
    if (!first) throw new Error('no issue');
    for (let number = 2; number <= 150; number += 1)
      issues.push({ ...first, number, createdAt: new Date('2026-01-01') });

    await findIssuesByMarker(connect(), { marker: MARKER, sentAt: new Date(), fields });

    expect(github.requests.filter(({ method }) => method === 'GET')).toHaveLength(1);
  });

  test.each<[Fault, string]>([
    [{ type: 'bad-gateway' }, 'unknown'],
    [{ type: 'too-many', retryAfter: 2 }, 'wait'],
    [{ type: 'forbidden' }, 'rejected'],
  ])('%j says nothing on whether the issue is there', async (fault, kind) => {
    github.failNext('list', fault);

    expect(await findIssuesByMarker(connect(), { marker: MARKER, sentAt: new Date(), fields })).toMatchObject({ kind });
  });
});

test('a duplicate is closed as one, also twice', async () => {
  await createIssue(connect(), draft);

  expect(await closeDuplicate(connect(), { duplicate: first })).toEqual({ kind: 'closed' });
  expect(await closeDuplicate(connect(), { duplicate: first })).toEqual({ kind: 'closed' });

  expect(github.repository('octo/demo').issues).toMatchObject([{ state: 'closed', stateReason: 'duplicate' }]);
});

describe('checkConnection', () => {
  test('names the account that issues will carry', async () => {
    expect(await checkConnection(connect())).toEqual({ isUsable: true, login: 'ana', problems: [], notices: [] });
  });

  test('makes nothing', async () => {
    await checkConnection(connect());

    expect(github.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('says that labels will be left out', async () => {
    expect(await checkConnection(connect({ token: 'token-of-guest' }))).toMatchObject({
      isUsable: true,
      notices: [expect.stringContaining('labels')],
    });
  });

  test('tells an address that is not the API', async () => {
    const check = await checkConnection(connect({ baseUrl: `${github.url}/somewhere` }));

    expect(check.problems).toEqual([{ code: 'not_an_api', message: expect.stringContaining('/api/v3') }]);
    expect(github.requests.splice(0)).toHaveLength(1);
  });

  test.each<[string, Partial<GithubConnection>, string]>([
    ['bad_token', { token: 'nobody' }, 'bad_token'],
    ['not_found', { config: config({ repo: 'nothing' }) }, 'not_found'],
    ['forbidden', { token: 'token-of-reader' }, 'forbidden'],
    ['issues_disabled', { config: config({ repo: 'no-issues' }) }, 'issues_disabled'],
    ['archived', { config: config({ repo: 'old' }) }, 'archived'],
    ['address_blocked', { baseUrl: 'https://169.254.169.254/api/v3' }, 'address_blocked'],
  ])('names what is missing: %s', async (_name, part, code) => {
    const check = await checkConnection(connect(part));

    expect(check.isUsable).toBe(false);
    expect(check.problems.map((problem) => problem.code)).toEqual([code]);
  });
});

test.each([
  ['', 'https://api.github.com'],
  ['https://github.com/', 'https://api.github.com'],
  ['https://api.github.com', 'https://api.github.com'],
  ['github.example.com', 'https://github.example.com/api/v3'],
  ['https://github.example.com/api/v3/', 'https://github.example.com/api/v3'],
  ['http://127.0.0.1:4010/', 'http://127.0.0.1:4010'],
  ['https://github.example.com', 'https://github.example.com'],
  ['https://octo.ghe.com', 'https://api.octo.ghe.com'],
  ['ssh://-oProxyCommand=whoami/a', 'ssh://-oProxyCommand=whoami/a'],
])('the address %j is called at %s', (entered, called) => {
  expect(normaliseBaseUrl(entered)).toBe(called);
});

test('links to the tracker’s own pages are known by its host', () => {
  expect(linkedHosts('https://api.octo.ghe.com')).toEqual(['octo.ghe.com']);
  expect(linkedHosts('https://github.example.com/api/v3')).toEqual(['github.example.com']);
});

describe('the stand-in', () => {
  test.skipIf(!contract)('refuses what the published contract does not know', async () => {
    const post = (body: unknown) =>
      globalThis.fetch(`${github.url}/repos/octo/demo/issues`, {
        method: 'POST',
        headers: { authorization: 'token token-of-ana' },
        body: JSON.stringify(body),
      });

    expect((await post({ title: 'x', body: 'y' })).status).toBe(201);
    for (const wrong of [
      {},
      { title: 'x', labels: 'nope' },
      { title: 'x', colour: 'red' },
      { title: 'x', assignees: [1] },
    ]) {
      expect((await post(wrong)).status).toBe(422);
    }
    expect(github.requests.map(({ violations }) => violations.length > 0)).toEqual([false, true, true, true, true]);
    expect(github.repository('octo/demo').issues).toHaveLength(1);
  });

  test.skipIf(!contract)('answers as the contract says', async () => {
    await createIssue(connect(), { ...draft, fields: { labels: ['bug'], assignees: ['ana'], milestone: 1 } });
    const repository = github.repository('octo/demo');
    const [issue] = repository.issues;
    if (!issue || !contract) throw new Error('no issue');
    const answer = issueObject(github.url, repository, issue);
    const none = new URLSearchParams();

    const created = contract.check('POST', '/repos/octo/demo/issues', none, { title: 'x' });
    const listed = contract.check('GET', '/repos/octo/demo/issues', none, undefined);
    const person = contract.check('GET', '/user', none, undefined);

    expect(created.checkResponse?.(201, answer)).toEqual([]);
    expect(listed.checkResponse?.(200, [answer])).toEqual([]);
    expect(person.checkResponse?.(200, userObject(github.url, 'ana'))).toHaveLength(1);
  });
});

afterEach(() => {
  // Whatever a test does, the product never sends what GitHub's contract does not know.
  const wrong = github.requests.filter(({ violations }) => violations.length > 0);
  const isDeliberate = expect.getState().currentTestName?.includes('published contract');
  if (!isDeliberate) expect(wrong).toEqual([]);
});

async function start(setup: StandInSetup): Promise<void> {
  github = await startGithubStandIn(setup);
  fetch = createOutboundFetch({ allowedHosts: [github.host] });
}

function connect(part: Partial<GithubConnection> = {}, { timeoutMs = 5000 } = {}): GithubConnection {
  return {
    targetKey: 'test',
    baseUrl: github.url,
    token: 'token-of-ana',
    config: config({}),
    fetch: createOutboundFetch({ allowedHosts: [github.host], timeoutMs }),
    isUnpaced: true,
    ...part,
  };
}

function config(part: Partial<GithubConfig>): GithubConfig {
  return GithubConfig.parse({ owner: 'octo', repo: 'demo', ...part });
}
