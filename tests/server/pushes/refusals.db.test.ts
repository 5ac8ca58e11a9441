import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { getPush } from '#server/pushes/get-push.ts';
import { previewPush } from '#server/pushes/preview-push.ts';
import type { Push } from '#server/pushes/push.ts';
import { retryPush } from '#server/pushes/retry-push.ts';
import { getRun } from '#server/runs/get-run.ts';
import { createKeyring } from '#server/secrets/keyring.ts';
import { updateTarget } from '#server/targets/update-target.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { type GithubStandIn, startGithubStandIn } from '#tests/stand-ins/github.ts';
import { actor, createWorld, TOKEN, type World, workOut } from './push-fixture.ts';

const database = openTestDatabase();
let jobs: JobQueue;
let github: GithubStandIn;
let world: World;

beforeAll(async () => {
  jobs = await openJobQueue(database.pool, { works: false });
});
afterAll(() => jobs.stop());
beforeEach(async () => {
  github = await startGithubStandIn({
    tokens: { [TOKEN]: 'ana', [`${TOKEN}-of-reader`]: 'reader' },
    repositories: [
      { owner: 'octo', name: 'demo', writers: ['ana'], withoutIssues: ['reader'] },
      { owner: 'octo', name: 'no-issues', hasIssues: false },
      { owner: 'octo', name: 'old', isArchived: true },
    ],
  });
  world = await createWorld({ db: database.db, jobs, github });
});
afterEach(async () => {
  expect(github.findViolations()).toEqual([]);
  await github.close();
});

type Change = Omit<Parameters<typeof updateTarget>[1], 'targetId'>;

test.each<[string, Change, string, RegExp]>([
  ['a revoked token', { token: `${TOKEN}-revoked` }, 'bad_token', /enter a new one/],
  ['a token without the permission', { token: `${TOKEN}-of-reader` }, 'forbidden', /Issues: read and write/],
  ['a repository that is gone', { config: { owner: 'octo', repo: 'gone' } }, 'not_found', /Check owner, name/],
  ['issues switched off', { config: { owner: 'octo', repo: 'no-issues' } }, 'issues_disabled', /Turn them on/],
  ['an archived repository', { config: { owner: 'octo', repo: 'old' } }, 'archived', /Unarchive it/],
  ['a milestone that is gone', { config: { owner: 'octo', repo: 'demo', milestone: 99 } }, 'invalid', /milestone/],
])('%s makes no issue, names the way out, and a mended target takes the push', async (_name, change, code, way) => {
  await updateTarget(world, { targetId: world.targetId, ...change });
  const push = await create();

  expect(await workOut(world, run(push))).toBe('failed');

  const failed = await getPush(world, { pushId: push.id });
  expect(failed).toMatchObject({ status: 'failed', failureCode: code, failureMessage: expect.stringMatching(way) });
  expect(await getRun(world, { runId: run(push) })).toMatchObject({ failureMessage: expect.stringMatching(way) });
  expect(github.repository('octo/demo').issues).toEqual([]);
  await expectNoToken();

  await updateTarget(world, {
    targetId: world.targetId,
    token: TOKEN,
    config: { owner: 'octo', repo: 'demo', labels: ['voice'] },
  });
  // The push keeps what was previewed, so one with a wrong milestone is made anew.
  const again = code === 'invalid' ? await create() : await retryPush(world, { pushId: push.id, actor });
  expect(await workOut(world, run(again))).toBe('succeeded');
  expect(github.repository('octo/demo').issues).toHaveLength(1);
});

test('a label that GitHub refuses is named in its own words', async () => {
  github.failNext('create', {
    type: 'invalid',
    errors: [{ resource: 'Label', code: 'invalid', field: 'labels', message: 'labels is too long' }],
  });
  const push = await create();

  expect(await workOut(world, run(push))).toBe('failed');

  expect(await getPush(world, { pushId: push.id })).toMatchObject({
    status: 'failed',
    failureCode: 'invalid',
    failureMessage: 'GitHub refused the issue: labels is too long',
  });
});

test('a disabled target takes no new push, and one that waits says so', async () => {
  const push = await create();
  await updateTarget(world, { targetId: world.targetId, isDisabled: true });

  expect(await workOut(world, run(push))).toBe('failed');
  expect(github.requests).toEqual([]);
  expect(await getPush(world, { pushId: push.id })).toMatchObject({
    status: 'pending',
    failureMessage: expect.stringContaining('disabled'),
  });
  await database.db.execute(sql`update pushes set status = 'cancelled'`);
  await expect(create()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('disabled') });
});

test('a push waits for a token that can be read, and says what to do', async () => {
  const push = await create();
  const keyring = createKeyring([randomBytes(32).toString('base64')]);

  expect(await workOut({ ...world, keyring }, run(push))).toBe('failed');
  expect(github.requests).toEqual([]);
  expect(await getPush(world, { pushId: push.id })).toMatchObject({
    status: 'pending',
    failureCode: 'target',
    failureMessage: expect.stringContaining('REFRAIN_OLD_SECRET_KEYS'),
  });

  const again = await retryPush(world, { pushId: push.id, actor });
  expect(await workOut(world, run(again))).toBe('succeeded');
});

test('what arrives is to the letter what was previewed, whatever changed after the button was pressed', async () => {
  const preview = await previewPush(world, world);
  const push = await createPush(world, { ...world, marker: preview.marker, checksum: preview.checksum, actor });
  await database.db.execute(sql`update reports set title = 'Other', summary = 'Other words'`);
  await updateTarget(world, { targetId: world.targetId, config: { owner: 'octo', repo: 'demo', labels: ['late'] } });

  await workOut(world, run(push));

  expect(github.repository('octo/demo').issues).toMatchObject([
    { title: preview.title, body: preview.body, labels: preview.fields.labels },
  ]);
});

test('ten presses of the button make one push', async () => {
  const preview = await previewPush(world, world);
  const press = () => createPush(world, { ...world, marker: preview.marker, checksum: preview.checksum, actor });

  const presses = await Promise.allSettled(Array.from({ length: 10 }, press));

  const [made, ...others] = presses.filter(({ status }) => status === 'fulfilled');
  expect(others).toEqual([]);
  if (made?.status !== 'fulfilled') throw new Error('nothing was pushed');
  await workOut(world, run(made.value));
  expect(github.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

function create(): Promise<Push> {
  return createPush(world, { reportId: world.reportId, targetId: world.targetId, actor });
}

function run(push: Push): number {
  if (push.runId === null) throw new Error('the push has no run');
  return push.runId;
}

async function expectNoToken(): Promise<void> {
  const dump: string[] = [...world.logged];
  for (const name of ['pushes', 'runs', 'decisions', 'targets', 'reports']) {
    const { rows } = await database.db.execute(sql.raw(`select row_to_json(t)::text as row from ${name} t`));
    dump.push(JSON.stringify(rows));
  }
  expect(dump.join('\n')).not.toContain(TOKEN.slice(0, 20));
}
