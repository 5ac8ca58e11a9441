import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOutboundFetch } from '#server/outbound/outbound-fetch.ts';
import type { CreateField } from '#server/trackers/create-field.ts';
import { checkConnection } from '#server/trackers/jira/check-connection.ts';
import { closeDuplicate } from '#server/trackers/jira/close-duplicate.ts';
import { createIssue } from '#server/trackers/jira/create-issue.ts';
import { findIssuesByMarker } from '#server/trackers/jira/find-issues-by-marker.ts';
import { type JiraConnection, normaliseBaseUrl } from '#server/trackers/jira/open-jira.ts';
import { readCreateForm } from '#server/trackers/jira/read-create-form.ts';
import { JiraConfig } from '#server/trackers/jira/schema.ts';
import { JiraField, toCreateField } from '#server/trackers/jira/to-create-field.ts';
import { writeFieldValue } from '#server/trackers/jira/write-field-value.ts';
import { findShared } from '#tests/shared-material.ts';
import { loadJiraContract } from '#tests/stand-ins/contract.ts';
import type { Fault } from '#tests/stand-ins/faulty-server.ts';
import { type JiraStandIn, startJiraStandIn } from '#tests/stand-ins/jira.ts';
import type { JiraStoredField } from '#tests/stand-ins/jira-objects.ts';

const MARKER = '0b0f6a4e-3b1c-4b57-9a0e-1d2c3b4a5f60';
const LABEL = 'refrain-0b0f6a4e3b1c';
const document = {
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'words' }] }],
};
const draft = {
  title: 'Export hangs',
  body: JSON.stringify(document),
  fields: { labels: ['voice'], issueType: '10010' },
  marker: MARKER,
};
const TEAM: JiraStoredField = {
  fieldId: 'customfield_10100',
  name: 'Team',
  required: true,
  schema: { type: 'option', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:select', customId: 10100 },
  allowedValues: [{ id: '7', value: 'Query' }],
};
const ACCOUNT: JiraStoredField = {
  fieldId: 'customfield_10200',
  name: 'Account',
  required: true,
  schema: { type: 'any', custom: 'com.tempoplugin.tempo-accounts:accounts.customfield', customId: 10200 },
};
const contract = await loadJiraContract();
let jira: JiraStandIn;
let fetch: ReturnType<typeof createOutboundFetch>;

beforeEach(async () => {
  jira = await startJiraStandIn({
    accounts: { 'ana@example.org:token-of-ana': 'Ana' },
    projects: [
      {},
      { key: 'STRICT', fields: [TEAM, ACCOUNT] },
      { key: 'CLOSED', denied: ['CREATE_ISSUES', 'ADD_COMMENTS'] },
      { key: 'STIFF', denied: ['TRANSITION_ISSUES'] },
    ],
  });
  fetch = createOutboundFetch({ allowedHosts: [jira.host], timeoutMs: 1500 });
});
afterEach(async () => {
  await jira.settle();
  await fetch.close();
  await jira.close();
});

describe('createIssue', () => {
  test('makes the issue with label and property in one request', async () => {
    const outcome = await createIssue(connect(), draft);

    expect(outcome).toMatchObject({
      kind: 'created',
      dropped: [],
      issue: { key: 'ACME-1', number: 1, state: 'open', url: `${jira.url}/browse/ACME-1` },
    });
    expect(jira.issues).toMatchObject([
      {
        fields: { summary: 'Export hangs', description: document, labels: ['voice', LABEL] },
        properties: { 'refrain.push': { marker: MARKER } },
      },
    ]);
    expect(jira.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(jira.findViolations()).toEqual([]);
  });

  test.each<[string, Partial<JiraConnection>, string, RegExp]>([
    ['a wrong token', { token: 'nothing' }, 'bad_token', /id\.atlassian\.com/],
    ['a project that is not there', { config: config({ project: 'NONE' }) }, 'invalid', /valid project is required/],
    ['a field that the project requires', { config: config({ project: 'STRICT' }) }, 'invalid', /Team is required/],
    ['an address inside the network', { baseUrl: 'https://10.0.0.1' }, 'address_blocked', /private network/],
  ])('%s needs a person', async (_name, part, code, message) => {
    expect(await createIssue(connect(part), draft)).toEqual({
      kind: 'rejected',
      code,
      message: expect.stringMatching(message),
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
    jira.failNext('create', fault);

    expect(await createIssue(connect(), draft)).toMatchObject({ kind: 'unknown' });

    await jira.settle();
    expect(jira.requests).toHaveLength(1);
    expect(jira.issues).toHaveLength(made);
  });

  test('a limit is waited out as long as Jira says', async () => {
    jira.failNext('create', { type: 'too-many', retryAfter: 42 });

    expect(await createIssue(connect(), draft)).toMatchObject({ kind: 'wait', retryAfterMs: 42_000 });
    expect(jira.issues).toEqual([]);
  });

  test('an issue that cannot be read after it was made is there all the same', async () => {
    jira.failNext('read', { type: 'bad-gateway' });

    expect(await createIssue(connect(), draft)).toMatchObject({ kind: 'created', issue: { key: 'ACME-1' } });
  });
});

describe('findIssuesByMarker', () => {
  test('finds an issue once the search knows it, also after it was moved to another project', async () => {
    await createIssue(connect(), draft);
    jira.lagSearchBy(60_000);
    expect(await find()).toEqual({ kind: 'found', issues: [] });

    jira.lagSearchBy(0);
    jira.move('ACME-1', 'STIFF');

    expect(await find()).toMatchObject({ kind: 'found', issues: [{ key: 'STIFF-1' }] });
  });

  test('a clone that carries the label is not ours', async () => {
    await createIssue(connect(), draft);
    const [issue] = jira.issues;
    if (issue) jira.issues.push({ ...issue, id: '99999', key: 'ACME-2', properties: {} });

    expect(await find()).toMatchObject({ kind: 'found', issues: [{ key: 'ACME-1' }] });
  });
});

describe('closeDuplicate', () => {
  test('closes the extra issue as a duplicate, whatever the statuses are called', async () => {
    const [kept, duplicate] = [await make(), await make()];

    expect(await closeDuplicate(connect(), { duplicate, kept })).toEqual({ kind: 'closed' });

    expect(jira.issues.map(({ resolution }) => resolution)).toEqual([null, 'Duplicate']);
    expect(jira.issues[1]?.duplicates).toEqual(['ACME-1']);
    expect(jira.findViolations()).toEqual([]);
  });

  test('where the workflow leaves no way, a person is told which issue to close', async () => {
    const connection = connect({ config: config({ project: 'STIFF' }) });
    const [kept, duplicate] = [await make(connection), await make(connection)];

    expect(await closeDuplicate(connection, { duplicate, kept })).toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('STIFF-2 is a second issue'),
    });
  });
});

describe('checkConnection', () => {
  test('a project that works says whose name will stand on the issues', async () => {
    expect(await checkConnection(connect())).toEqual({ isUsable: true, login: 'Ana', problems: [], notices: [] });
    expect(jira.issues).toEqual([]);
    expect(jira.findViolations()).toEqual([]);
  });

  test('names up front the required field that cannot be asked for, and the one that will be', async () => {
    const check = await checkConnection(connect({ config: config({ project: 'STRICT' }) }));

    expect(check.isUsable).toBe(false);
    expect(check.problems).toEqual([
      { code: 'field_customfield_10200', message: expect.stringContaining('requires "Account" (customfield_10200)') },
    ]);
    expect(check.notices).toEqual(['Each push will ask for what this project requires: Team.']);
  });

  test('a fixed value stands in for it', async () => {
    const values = { customfield_10200: { id: 3 } };

    expect(await checkConnection(connect({ config: config({ project: 'STRICT', values }) }))).toMatchObject({
      isUsable: true,
    });
  });

  test.each<[string, Partial<JiraConnection>, RegExp]>([
    ['a wrong token', { token: 'nothing' }, /does not accept the e-mail address and API token/],
    ['a project that is not there', { config: config({ project: 'NONE' }) }, /no project NONE, or Ana may not see it/],
    ['a project without permission', { config: config({ project: 'CLOSED' }) }, /lacks the permission "Create issues"/],
    ['an issue type that is gone', { config: config({ issueType: '1' }) }, /issue type is gone/],
  ])('%s is told in plain words', async (_name, part, message) => {
    const check = await checkConnection(connect(part));

    expect(check.isUsable).toBe(false);
    expect(check.problems.map((problem) => problem.message).join('\n')).toMatch(message);
  });
});

describe('readCreateForm', () => {
  test('lists the types but subtasks, and the fields of the chosen one but those that Refrain fills', async () => {
    const form = await readCreateForm(connect({ config: config({ project: 'STRICT' }) }), { issueType: '10011' });

    expect(form).toMatchObject({
      issueTypes: [{ name: 'Bug' }, { name: 'Task' }],
      issueType: '10011',
      fields: [
        { id: 'priority', kind: 'option', isRequired: false },
        {
          id: 'customfield_10100',
          name: 'Team',
          kind: 'option',
          isRequired: true,
          options: [{ id: '7', name: 'Query' }],
        },
        { id: 'customfield_10200', name: 'Account', kind: 'unsupported', isRequired: true },
      ],
    });
  });

  const samples = [
    'cloud-get-create-issue-metadata-for-project-many-fields.json',
    'cloud-get-create-issue-metadata-for-project.json',
    'server-get-create-issue-metadata-for-project-many-fields.json',
    'server-get-create-issue-metadata-for-project.json',
  ].flatMap((name) => findShared(`samples/jira/${name}`) ?? []);
  test.skipIf(samples.length === 0).each(samples)('every field of the real metadata in %s can be read', (file) => {
    const { projects } = JSON.parse(readFileSync(file, 'utf8')) as {
      projects: { issuetypes: { subtask: boolean; fields: Record<string, object> }[] }[];
    };
    const raw = projects.flatMap(({ issuetypes }) =>
      issuetypes
        .filter(({ subtask }) => !subtask)
        .flatMap(({ fields }) => Object.entries(fields).map(([key, field]) => ({ key, ...field }))),
    );
    const fields = raw.flatMap((field) => toCreateField(JiraField.parse(field)) ?? []);

    expect(fields.length).toBeGreaterThan(3);
    // What stays unsupported may be on a form, but hardly ever is it required.
    expect(fields.filter(({ kind, isRequired }) => kind === 'unsupported' && isRequired)).toEqual([]);
  });

  test.skipIf(samples.length === 0)('each kind of custom field of the real project is told', () => {
    const { projects } = JSON.parse(readFileSync(samples[0] ?? '', 'utf8')) as {
      projects: { issuetypes: { fields: Record<string, object> }[] }[];
    };
    const fields = Object.entries(projects[0]?.issuetypes[0]?.fields ?? {});
    const kinds = Object.fromEntries(
      fields.flatMap(([key, field]) => {
        const told = toCreateField(JiraField.parse({ key, ...field }));
        return told ? [[told.name, told.kind]] : [];
      }),
    );

    expect(kinds).toMatchObject({
      'Epic Link': 'issue',
      Sprint: 'unsupported',
      'Favorite Food': 'text',
      'MJK - Checkbox': 'options',
      'MJK - Date Picker': 'date',
      'MJK - Date Time Picker': 'datetime',
      'MJK - Labels': 'labels',
      'MJK - Number Field': 'number',
      'MJK - Radio Buttons': 'option',
      'MJK - Select List 1': 'cascade',
      'MJK - Select List 2': 'options',
      'Text Field 1': 'paragraph',
      'MJK - URL Field': 'url',
      'MJK - User Picker': 'user',
      'Fix versions': 'options',
      Priority: 'option',
    });
  });
});

describe('writeFieldValue', () => {
  const options = [
    { id: '7', name: 'Query', children: [] },
    { id: '8', name: 'Export', children: [{ id: '81', name: 'CSV' }] },
  ];
  test.each<[CreateField['kind'], string[], unknown]>([
    ['text', [' one\nline '], 'one line'],
    ['number', ['2.5'], 2.5],
    ['date', ['2026-05-03'], '2026-05-03'],
    ['datetime', ['2026-05-03T10:00Z'], '2026-05-03T10:00:00.000+0000'],
    ['url', ['https://example.org/a'], 'https://example.org/a'],
    ['option', ['7'], { id: '7' }],
    ['options', ['7', '8'], [{ id: '7' }, { id: '8' }]],
    ['cascade', ['8/81'], { id: '8', child: { id: '81' } }],
    ['labels', ['a b', 'c'], ['a', 'b', 'c']],
    ['user', ['5b10'], { accountId: '5b10' }],
    ['issue', ['acme-3'], 'ACME-3'],
    ['option', [''], undefined],
  ])('a field of kind %s takes %j', (kind, typed, value) => {
    expect(writeFieldValue({ id: 'f', name: 'F', isRequired: true, kind, options }, typed)).toEqual({
      ok: true,
      value,
    });
  });

  test.each<[CreateField['kind'], string]>([
    ['number', 'many'],
    ['date', 'soon'],
    ['datetime', 'later'],
    ['url', 'example'],
    ['option', '9'],
    ['unsupported', 'x'],
  ])('a field of kind %s refuses "%s" and names the field', (kind, typed) => {
    expect(writeFieldValue({ id: 'f', name: 'Team', isRequired: true, kind, options }, [typed])).toEqual({
      ok: false,
      message: expect.stringContaining('"Team"'),
    });
  });
});

test.each([
  ['acme', 'https://acme.atlassian.net'],
  ['acme.atlassian.net', 'https://acme.atlassian.net'],
  ['https://acme.atlassian.net/jira/software/projects/ACME', 'https://acme.atlassian.net'],
])('the address %s means %s', (entered, meant) => {
  expect(normaliseBaseUrl(entered)).toBe(meant);
});

test.skipIf(!contract)('the contract is judged: a wrong request fails', async () => {
  const response = await globalThis.fetch(`${jira.url}/rest/api/3/search/jql`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('ana@example.org:token-of-ana')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ jql: 'labels = "x"', startAt: 5 }),
  });

  expect(response.status).toBe(400);
  expect(jira.findViolations()).toContainEqual(expect.stringContaining('startAt'));
});

test.skipIf(!contract)('a description that is not a document by Atlassian’s schema is refused', async () => {
  const body = JSON.stringify({
    type: 'doc',
    version: 1,
    content: [{ type: 'blockquote', content: [{ type: 'rule' }] }],
  });

  expect(await createIssue(connect(), { ...draft, body })).toMatchObject({
    kind: 'rejected',
    message: expect.stringContaining('description'),
  });
});

function config(part: Record<string, unknown> = {}): JiraConfig {
  return JiraConfig.parse({ email: 'ana@example.org', project: 'ACME', ...part });
}

function connect(part: Partial<JiraConnection> = {}): JiraConnection {
  return { targetKey: 'targets:1', baseUrl: jira.url, token: 'token-of-ana', config: config(), fetch, ...part };
}

function find() {
  return findIssuesByMarker(connect(), { marker: MARKER, fields: draft.fields });
}

async function make(connection = connect()) {
  const outcome = await createIssue(connection, draft);
  if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome));
  return outcome.issue;
}
